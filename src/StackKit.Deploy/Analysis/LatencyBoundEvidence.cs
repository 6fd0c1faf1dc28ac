namespace StackKit.Deploy.Analysis;

/// <summary>The kernels and counts of one latency bound: the upper edge of a histogram bucket.</summary>
internal sealed class LatencyBoundEvidence(int bucket, double rollbackRatio, double? promoteRatio, int restarts)
{
    /// <summary>Gets the bucket whose upper edge is the bound.</summary>
    public int Bucket { get; } = bucket;

    /// <summary>Gets the evidence that the candidate exceeds the bound too often.</summary>
    public RestartedKernel Rollback { get; } = new(new SequentialKernel(KernelGrids.LatencyRollback, rollbackRatio, margin: 0), restarts);

    /// <summary>Gets the evidence of this step that it does not; null where a promotion asks for none.</summary>
    public SequentialKernel? Promote { get; } = promoteRatio is { } ratio ? new SequentialKernel(KernelGrids.Promote, ratio, margin: 0) : null;

    /// <summary>Gets how many candidate requests were above the bound.</summary>
    public long CandidateSlow { get; private set; }

    /// <summary>Gets how many stable requests were above the bound.</summary>
    public long StableSlow { get; private set; }

    public void BeginStep(bool restart)
    {
        Promote?.Reset();
        if (restart)
        {
            Rollback.Restart();
        }
    }

    public void Observe(double weight, long candidateSlow, long stableSlow)
    {
        if ((candidateSlow | stableSlow) == 0)
        {
            return;
        }

        CandidateSlow += candidateSlow;
        StableSlow += stableSlow;
        Rollback.Update(weight, 0, candidateSlow, stableSlow);
        Promote?.Update(weight, 0, candidateSlow, stableSlow);
    }

    public LatencyBoundState Save() => new(Rollback.Save(), Promote?.State.ToArray(), CandidateSlow, StableSlow);

    public void Restore(LatencyBoundState state)
    {
        Rollback.Restore(state.Rollback);
        Promote?.Restore(state.Promote);
        CandidateSlow = state.CandidateSlow;
        StableSlow = state.StableSlow;
    }
}
