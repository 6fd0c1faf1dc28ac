using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Worlds;
using StackKit.Deploy;

namespace StackKit.Acceptance.Deploy;

public sealed class SupersedeScenario : IScenario
{
    public string Id => "P-S10";

    public string Statement => "A new revision at 50 %: the old candidate goes to 0, stable is unchanged, the new rollout starts from stable, the old one is Superseded; on each engine.";

    public bool Quick => true;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) => WorldEngine.ForEachAsync(engine => RunAsync(run, engine, cancellationToken));

    private static async Task RunAsync(ScenarioRun run, WorldEngine engine, CancellationToken cancellationToken)
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            service => service.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Gate = new GateOptions { Name = "go" } }]), engine.Register);
        world.SendRequests(users: 8, run.Seed);

        string first = await world.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        await world.WaitUntilAsync(first, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        string second = await world.Rollouts.StartAsync("shop", "3", "ben", "fixes 2", cancellationToken);
        RolloutState old = await world.Rollouts.WaitAsync("shop", first, cancellationToken);
        RolloutState next = await world.WaitUntilAsync(second, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        int requestsToOld = world.Requests.GetValueOrDefault("2");
        await world.Rollouts.ApproveAsync("shop", "go", "ana", "looks good", cancellationToken);
        RolloutState done = await world.Rollouts.WaitAsync("shop", second, cancellationToken);

        run.Figure($"{engine.Name}-old", old.Phase.ToString());
        run.Figure($"{engine.Name}-old-weight", old.CandidateWeight);
        run.Figure($"{engine.Name}-new-from", next.Rollout.Stable ?? "nothing");
        run.Figure($"{engine.Name}-new", done.Phase.ToString());
        run.Figure($"{engine.Name}-requests-to-old-afterwards", world.Requests.GetValueOrDefault("2") - requestsToOld);
        run.Check(old.Phase == RolloutPhase.Superseded, $"{engine.Name}: the old rollout is {old.Phase}");
        run.Check(old.CandidateWeight == 0, $"{engine.Name}: the old candidate still has weight");
        run.Check(next.Rollout.Stable == "1", $"{engine.Name}: the new rollout starts from {next.Rollout.Stable}");
        run.Check(done.Phase == RolloutPhase.Succeeded, $"{engine.Name}: the new rollout is {done.Phase}");
        run.Check(world.Requests.GetValueOrDefault("2") == requestsToOld, $"{engine.Name}: the old candidate got requests after it was superseded");
    }
}
