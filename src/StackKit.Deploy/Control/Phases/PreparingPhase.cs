namespace StackKit.Deploy.Control.Phases;

/// <summary>Adds capacity: creates candidate instances, or takes instances out and upgrades them. No user reaches them yet.</summary>
internal static class PreparingPhase
{
    public static void Run(Decision decision)
    {
        if (decision.Plan.Shape == RolloutShape.InPlace && decision.State.Rollout.Stable is not null)
        {
            UpgradeSome(decision);
            return;
        }

        int count = decision.State.Rollout.Stable is null ? decision.Plan.Instances : Math.Min(decision.Plan.CandidateInstances, Math.Max(1, decision.Stables.Count()));
        if (CandidateCapacity.Ensure(decision, count))
        {
            decision.Fire(RolloutTrigger.TargetReady);
        }
    }

    private static void UpgradeSome(Decision decision)
    {
        if (decision.Candidates.Count() >= decision.Plan.CandidateInstances)
        {
            decision.Fire(RolloutTrigger.TargetReady);
            return;
        }

        InPlaceUpgrade.AdvanceOne(decision);
    }
}
