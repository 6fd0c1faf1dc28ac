namespace StackKit.Deploy.Control.Phases;

/// <summary>Runs the checks that must pass before the first user reaches the candidate, then puts it into its pool at weight 0.</summary>
internal static class VerifyingPhase
{
    public static void Run(Decision decision)
    {
        if (!HooksPassed(decision, RolloutTrigger.VerificationFailed))
        {
            return;
        }

        if (decision.MoveAll(decision.Candidates.Where(i => i.Stage == InstanceStage.OutOfPool), InstanceStage.InPool))
        {
            decision.Route(0);
            return;
        }

        if (decision.Converged)
        {
            decision.Fire(RolloutTrigger.VerificationPassed);
        }
    }

    private static bool HooksPassed(Decision decision, RolloutTrigger refusal)
    {
        foreach (string hook in decision.Plan.Verify)
        {
            RolloutOperation operation = decision.Begin($"verify/{hook}", OperationKind.Hook, decision.State.Rollout.Candidate, hook, 0);
            if (operation.Status == OperationStatus.Failed)
            {
                decision.Fire(refusal, new RolloutReason { Code = "HookFailed", Text = $"The check '{hook}' failed: {operation.Detail}" });
            }

            if (operation.Status != OperationStatus.Succeeded)
            {
                return false;
            }
        }

        return true;
    }
}
