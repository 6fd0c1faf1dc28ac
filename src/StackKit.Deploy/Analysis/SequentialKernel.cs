using System.Runtime.CompilerServices;

namespace StackKit.Deploy.Analysis;

/// <summary>
/// An e-process for "the candidate has at most <c>ratio</c> times the event rate of stable plus <c>margin</c>" (grid above 1),
/// or for "at least" (grid below 1). With ratio 0 the margin alone is the ceiling and stable is not looked at.
/// </summary>
/// <remarks>
/// <para>
/// While that null holds, request by request and however both rates move, the probability that the evidence ever reaches 1/α is at most α
/// (Ville's inequality), so it may be looked at after every request. Events are errors, or latencies above a bound.
/// The label of an event, candidate or stable, is a bet at the odds that the routing weight w sets; for each alternative r of the grid
/// </para>
/// <code>
/// b = (w·ratio + 1 − w) / (w·ratio·r + 1 − w)      a = b·r
/// L += candidateEvents·ln a + stableEvents·ln b − margin·(a − 1)·candidateRequests
/// ln E = ln mean exp L
/// </code>
/// <para>
/// E-values and their averages: Vovk and Wang, "E-values: Calibration, combination and applications" (arXiv 1912.06116); two streams:
/// Turner, Ly and Grünwald, "Generic E-variables for exact sequential k-sample tests" (arXiv 2106.02693). Not thread-safe; an update allocates nothing.
/// </para>
/// </remarks>
internal sealed class SequentialKernel
{
    private readonly double _ratio;
    private readonly double _margin;
    private readonly double _logPrior;
    private readonly double[] _grid;
    private readonly double[] _log;
    private readonly double[] _candidateGain; // ln a
    private readonly double[] _stableGain;    // ln b
    private readonly double[] _drift;         // margin·(a − 1)
    private double _weight = double.NaN;      // the weight that the three arrays above were computed for

    /// <summary>Initializes a kernel without evidence.</summary>
    /// <param name="grid">The alternatives, all above 1 or all below 1 and at least 0.</param>
    /// <param name="ratio">Times the rate of stable; 0 for an absolute ceiling.</param>
    /// <param name="margin">Added to it, as a share of requests.</param>
    public SequentialKernel(ReadOnlySpan<double> grid, double ratio, double margin)
    {
        ThrowUnlessFiniteAndNotNegative(ratio);
        ThrowUnlessFiniteAndNotNegative(margin);
        _ratio = ratio;
        _margin = margin;
        _grid = grid.ToArray();
        _logPrior = -Math.Log(grid.Length);
        _log = new double[grid.Length];
        _candidateGain = new double[grid.Length];
        _stableGain = new double[grid.Length];
        _drift = new double[grid.Length];
    }

    /// <summary>Gets the log evidence of each alternative: all that has to be stored of a kernel.</summary>
    public ReadOnlySpan<double> State => _log;

    /// <summary>Gets the natural logarithm of the evidence against the null; 0 before the first event.</summary>
    public double LogEvidence => LogEvidenceSince(default);

    /// <summary>Adds a batch. Batches of one weight may be merged or split freely.</summary>
    /// <param name="weight">The candidate's share, from 0 to 1, that was in force when the requests were routed. At 0 and at 1 there is nothing to compare: no change.</param>
    /// <param name="candidateRequests">How many requests went to the candidate; matters only with a margin.</param>
    /// <param name="candidateEvents">How many of them were events.</param>
    /// <param name="stableEvents">How many events stable had.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the weight is not from 0 to 1. Nothing was changed.</exception>
    public void Update(double weight, long candidateRequests, long candidateEvents, long stableEvents)
    {
        if (!(weight is >= 0 and <= 1) || (candidateRequests | candidateEvents | stableEvents) < 0)
        {
            Refuse(weight, candidateRequests, candidateEvents, stableEvents);
        }

        if (_ratio > 0 && weight is 0 or 1)
        {
            return;
        }

        if (_weight != weight)
        {
            UseWeight(weight);
        }

        double[] log = _log;
        double[] candidateGain = _candidateGain;
        double[] stableGain = _stableGain;
        double[] drift = _drift;
        for (int k = 0; k < log.Length; k++)
        {
            double change = (stableEvents * stableGain[k]) - (candidateRequests * drift[k]);

            // For the alternative "none at all" ln a is minus infinity, and 0 times that is not a number.
            log[k] += candidateEvents == 0 ? change : change + (candidateEvents * candidateGain[k]);
        }
    }

    /// <summary>Returns the log evidence collected since a former state: the evidence of a copy that was started then.</summary>
    /// <param name="origin">A copy of <see cref="State"/>; empty for the beginning.</param>
    public double LogEvidenceSince(ReadOnlySpan<double> origin)
    {
        double high = double.NegativeInfinity;
        for (int k = 0; k < _log.Length; k++)
        {
            high = Math.Max(high, Since(origin, k));
        }

        if (double.IsNegativeInfinity(high))
        {
            return high;
        }

        double sum = 0;
        for (int k = 0; k < _log.Length; k++)
        {
            sum += Math.Exp(Since(origin, k) - high);
        }

        return high + Math.Log(sum) + _logPrior;
    }

    /// <summary>Forgets all evidence.</summary>
    public void Reset() => Array.Clear(_log);

    /// <summary>Continues from a stored <see cref="State"/>.</summary>
    /// <exception cref="ArgumentException">It was not saved from a kernel with a grid of this size.</exception>
    public void Restore(ReadOnlySpan<double> state)
    {
        if (state.Length != _log.Length || state.ContainsAny(double.NaN, double.PositiveInfinity))
        {
            throw new ArgumentException("The stored evidence has another number of alternatives, or is not a number.", nameof(state));
        }

        state.CopyTo(_log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Since(ReadOnlySpan<double> origin, int k) =>
        origin.IsEmpty || double.IsNegativeInfinity(_log[k]) ? _log[k] : _log[k] - origin[k];

    private void UseWeight(double weight)
    {
        double stableShare = 1 - weight;
        double candidateShare = weight * _ratio;
        for (int k = 0; k < _grid.Length; k++)
        {
            double b = _ratio == 0 ? 1 : (candidateShare + stableShare) / ((candidateShare * _grid[k]) + stableShare);
            double a = b * _grid[k];
            _candidateGain[k] = Math.Log(a);
            _stableGain[k] = Math.Log(b);
            _drift[k] = _margin * (a - 1);
        }

        _weight = weight;
    }

    private static void Refuse(double weight, long candidateRequests, long candidateEvents, long stableEvents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(candidateRequests);
        ArgumentOutOfRangeException.ThrowIfNegative(candidateEvents);
        ArgumentOutOfRangeException.ThrowIfNegative(stableEvents);
        throw new ArgumentOutOfRangeException(nameof(weight), weight, "The weight must be from 0 to 1.");
    }

    private static void ThrowUnlessFiniteAndNotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value) || value < 0)
        {
            throw new ArgumentOutOfRangeException(name, value, "It must be a finite number of at least 0.");
        }
    }
}
