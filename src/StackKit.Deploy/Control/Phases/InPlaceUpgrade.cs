namespace StackKit.Deploy.Control.Phases;

/// <summary>Takes one stable instance out of its pool, lets it finish, and upgrades it.</summary>
internal static class InPlaceUpgrade
{
    /// <summary>Does the next thing that is due for the instance under way, or takes the next one.</summary>
    public static void AdvanceOne(Decision decision)
    {
        RolloutInstance? instance = decision.Stables.FirstOrDefault(i => i.Stage is InstanceStage.Draining or InstanceStage.OutOfPool) ?? decision.Stables.FirstOrDefault();
        if (instance is null)
        {
            return;
        }

        if (instance.Stage == InstanceStage.InPool)
        {
            decision.Move(instance, InstanceStage.Draining);
            if (decision.Stables.Any(i => i.Stage == InstanceStage.InPool))
            {
                decision.Route(decision.State.CandidateWeight);
            }
            else
            {
                decision.Route(1, []); // nothing of the stable version is left that could take its share
            }

            return;
        }

        if (instance.Stage == InstanceStage.Draining)
        {
            if (IsDrained(decision, instance))
            {
                decision.Move(instance, InstanceStage.OutOfPool);
            }

            return;
        }

        RolloutOperation operation = decision.Begin($"upgrade/{instance.Target.Id}", OperationKind.Upgrade, decision.State.Rollout.Candidate, instance.Target.Id, 0);
        if (operation.Status == OperationStatus.Failed)
        {
            decision.Fire(RolloutTrigger.TargetFailed, new RolloutReason { Code = "TargetFailed", Text = $"Instance {instance.Target.Id} could not be upgraded: {operation.Detail}" });
        }
        else if (operation.Status == OperationStatus.Succeeded)
        {
            decision.Fire(RolloutTrigger.TargetFailed, new RolloutReason { Code = "TargetFailed", Text = $"Instance {instance.Target.Id} still reports {instance.Target.Version} after its upgrade to {decision.State.Rollout.Candidate}." });
        }
    }

    /// <summary>Says whether every live router knows that the instance gets nothing new, and nothing is left, or it took too long.</summary>
    public static bool IsDrained(Decision decision, RolloutInstance instance) =>
        decision.Converged && (decision.Observation.InFlightOf(instance.Target.Id) == 0 || decision.Timers.Stage >= decision.Plan.DrainTimeout);
}
