namespace StackKit.Deploy.Control.Phases;

/// <summary>Stops the stable version: from here on there is no way back but another rollout.</summary>
internal static class RetiringPhase
{
    public static void Run(Decision decision)
    {
        bool done = true;
        List<string> left = [];
        foreach (RolloutInstance instance in decision.Stables.ToArray())
        {
            RolloutOperation operation = decision.Begin($"retire/{instance.Target.Id}", OperationKind.Retire, instance.Target.Version, instance.Target.Id, 0);
            done &= operation.Status != OperationStatus.Started;
            if (operation.Status == OperationStatus.Failed)
            {
                left.Add(instance.Target.Id);
            }
        }

        if (done)
        {
            string text = left.Count == 0
                ? $"{decision.State.Rollout.Candidate} serves every request."
                : $"{decision.State.Rollout.Candidate} serves every request; these instances of {decision.State.Rollout.Stable} could not be stopped and are left to you: {string.Join(", ", left)}.";
            decision.Fire(RolloutTrigger.Retired, new RolloutReason { Code = left.Count == 0 ? "Promoted" : "PromotedWithLeftovers", Text = text, Evidence = decision.State.Reason?.Evidence });
        }
    }
}
