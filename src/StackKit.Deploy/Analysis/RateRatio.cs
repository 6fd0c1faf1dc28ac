namespace StackKit.Deploy.Analysis;

/// <summary>Keeps what a confidence sequence for the ratio of both failure rates is computed from, and computes it when asked.</summary>
/// <remarks>
/// The interval holds every ratio that neither a rollback kernel nor a promotion kernel, each at α/2, refutes. Because batches of one
/// weight may be merged, failures summed for each weight suffice. Without a margin the number of requests does not matter.
/// </remarks>
internal sealed class RateRatio
{
    private const int MaxWeights = 4096;
    private const int Points = 20;
    private const double Smallest = 0.1;
    private const double Largest = 20;

    private readonly List<WeightedFailures> _failures = [];
    private bool _overflowed;

    /// <summary>Copies out what <see cref="Restore"/> needs; null when there were too many weights to keep.</summary>
    public WeightedFailures[]? Save() => _overflowed ? null : [.. _failures];

    /// <summary>Continues from what <see cref="Save"/> returned.</summary>
    public void Restore(WeightedFailures[]? failures)
    {
        _failures.Clear();
        _failures.AddRange(failures ?? []);
        _overflowed = failures is null;
    }

    /// <summary>Adds failures of both arms at one weight.</summary>
    public void Add(double weight, long candidate, long stable)
    {
        if (candidate == 0 && stable == 0)
        {
            return;
        }

        for (int i = _failures.Count - 1; i >= 0; i--)
        {
            if (_failures[i].Weight == weight)
            {
                _failures[i] = new(weight, _failures[i].Candidate + candidate, _failures[i].Stable + stable);
                return;
            }
        }

        if (_failures.Count < MaxWeights)
        {
            _failures.Add(new(weight, candidate, stable));
        }
        else
        {
            _overflowed = true;
        }
    }

    /// <summary>Computes the interval of level 1 − α; null when there were too many weights to keep.</summary>
    public RateRatioInterval? Estimate(double alpha)
    {
        if (_overflowed)
        {
            return null;
        }

        double threshold = Math.Log(2 / alpha);
        double? low = null;
        double? high = null;
        double step = Math.Log(Largest / Smallest) / (Points - 1);
        for (int i = 0; i < Points; i++)
        {
            double ratio = Smallest * Math.Exp(i * step);
            if (LogEvidence(KernelGrids.ErrorRollback, ratio) >= threshold)
            {
                low = ratio;
            }
            else if (high is null && LogEvidence(KernelGrids.Promote, ratio) >= threshold)
            {
                high = ratio;
            }
        }

        return new(low, high, 1 - alpha);
    }

    private double LogEvidence(ReadOnlySpan<double> grid, double ratio)
    {
        SequentialKernel kernel = new(grid, ratio, margin: 0);
        foreach (WeightedFailures batch in _failures)
        {
            kernel.Update(batch.Weight, 0, batch.Candidate, batch.Stable);
        }

        return kernel.LogEvidence;
    }
}
