namespace StackKit.Deploy.Control.Phases;

/// <summary>Creates candidate instances beside the old ones.</summary>
internal static class CandidateCapacity
{
    /// <summary>Begins what is missing.</summary>
    /// <returns>True when so many instances are ready; false while they are not, or when the rollout has just been ended because one failed.</returns>
    public static bool Ensure(Decision decision, int count)
    {
        bool ready = true;
        for (int ordinal = 0; ordinal < count; ordinal++)
        {
            RolloutOperation operation = decision.Begin(FormattableString.Invariant($"prepare/{ordinal}"), OperationKind.Prepare, decision.State.Rollout.Candidate, null, ordinal);
            if (operation.Status == OperationStatus.Failed)
            {
                decision.Fire(RolloutTrigger.TargetFailed, new RolloutReason
                {
                    Code = "TargetFailed",
                    Text = FormattableString.Invariant($"Instance {ordinal + 1} of {decision.State.Rollout.Candidate} did not become ready: {operation.Detail}"),
                });
                return false;
            }

            ready &= operation.Status == OperationStatus.Succeeded;
        }

        return ready;
    }
}
