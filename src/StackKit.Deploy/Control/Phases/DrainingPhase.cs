namespace StackKit.Deploy.Control.Phases;

/// <summary>Lets the stable version finish what it has; it gets nothing new since every router sends everything to the candidate.</summary>
internal static class DrainingPhase
{
    public static void Run(Decision decision)
    {
        if (decision.State.Rollout.Stable is not string stable)
        {
            decision.Fire(RolloutTrigger.Drained);
            return;
        }

        RolloutInstance[] serving = [.. decision.Stables.Where(i => i.Stage != InstanceStage.OutOfPool)];
        if (serving.Length > 0)
        {
            if (decision.Converged && (decision.Observation.InFlight(stable) == 0 || decision.Timers.Phase >= decision.Plan.DrainTimeout))
            {
                decision.MoveAll(serving, InstanceStage.OutOfPool);
                decision.Route(1, []);
            }
        }
        else if (decision.Converged)
        {
            decision.Fire(RolloutTrigger.Drained);
        }
    }
}
