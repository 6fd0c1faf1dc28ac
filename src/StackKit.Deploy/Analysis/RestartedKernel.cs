namespace StackKit.Deploy.Analysis;

/// <summary>
/// A rollback kernel that also bets afresh at each step, so that a regression that comes late is not outweighed by the good evidence before it.
/// </summary>
/// <remarks>
/// Half of the weight stays on the copy that began with the rollout; the rest is spread over one copy for each later step, where a copy
/// that has not begun counts as 1. The weights are fixed beforehand and sum to 1, so the mixture is an e-process again. A copy is the
/// difference between two states of one kernel: an update costs the same however many there are. Not thread-safe.
/// </remarks>
internal sealed class RestartedKernel
{
    private readonly SequentialKernel _kernel;
    private readonly int _size;
    private readonly int _restarts;
    private readonly double[] _origins;
    private readonly double _logFirst;
    private readonly double _logEach;
    private int _started;

    public RestartedKernel(SequentialKernel kernel, int restarts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(restarts);
        _kernel = kernel;
        _size = kernel.State.Length;
        _restarts = restarts;
        _origins = new double[restarts * _size];
        _logFirst = restarts == 0 ? 0 : Math.Log(0.5);
        _logEach = restarts == 0 ? double.NegativeInfinity : Math.Log(0.5 / restarts);
    }

    /// <summary>Gets the natural logarithm of the evidence of all copies together.</summary>
    public double LogEvidence { get; private set; }

    /// <summary>Gets the largest value that <see cref="LogEvidence"/> ever had.</summary>
    public double Peak { get; private set; }

    /// <summary>Adds a batch, as <see cref="SequentialKernel.Update"/> does.</summary>
    public void Update(double weight, long candidateRequests, long candidateEvents, long stableEvents)
    {
        _kernel.Update(weight, candidateRequests, candidateEvents, stableEvents);
        LogEvidence = Mix();
        Peak = Math.Max(Peak, LogEvidence);
    }

    /// <summary>Begins the next copy; does nothing when all have begun.</summary>
    public void Restart()
    {
        if (_started < _restarts)
        {
            _kernel.State.CopyTo(_origins.AsSpan(_started * _size));
            _started++;
        }
    }

    /// <summary>Copies out what <see cref="Restore"/> needs.</summary>
    public RestartedKernelState Save() => new(_kernel.State.ToArray(), _origins.AsSpan(0, _started * _size).ToArray(), Peak);

    /// <summary>Continues from a stored state.</summary>
    /// <exception cref="ArgumentException">It was saved from another kernel or for another number of steps.</exception>
    public void Restore(RestartedKernelState state)
    {
        if (state.Origins.Length > _origins.Length || state.Origins.Length % _size != 0 || double.IsNaN(state.Peak))
        {
            throw new ArgumentException("The stored evidence has another number of restarts or of alternatives.", nameof(state));
        }

        _kernel.Restore(state.Log);
        state.Origins.CopyTo(_origins, 0);
        _started = state.Origins.Length / _size;
        Peak = state.Peak;
        LogEvidence = Mix();
    }

    private double Mix()
    {
        double mixture = _logFirst + _kernel.LogEvidence;
        for (int i = 0; i < _started; i++)
        {
            mixture = LogSpace.Add(mixture, _logEach + _kernel.LogEvidenceSince(_origins.AsSpan(i * _size, _size)));
        }

        int waiting = _restarts - _started;
        return waiting == 0 ? mixture : LogSpace.Add(mixture, _logEach + Math.Log(waiting));
    }
}
