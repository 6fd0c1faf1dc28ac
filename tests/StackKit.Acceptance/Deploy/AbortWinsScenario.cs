using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Worlds;
using StackKit.Deploy;

namespace StackKit.Acceptance.Deploy;

public sealed class AbortWinsScenario : IScenario
{
    private const int Rounds = 200;

    public string Id => "P-S7";

    public string Statement => "Abort and promote submitted together, 200 times on each engine: abort wins every time.";

    public bool Quick => true;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) => WorldEngine.ForEachAsync(engine => RunAsync(run, engine, cancellationToken));

    private static async Task RunAsync(ScenarioRun run, WorldEngine engine, CancellationToken cancellationToken)
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            service =>
            {
                service.BakeTime = TimeSpan.FromMinutes(5); // a promotion that came first is undone as well
                service.Canary.Steps.AddRange([new StepOptions { Weight = 10 }, new StepOptions { Gate = new GateOptions { Name = "go" } }]);
            },
            engine.Register);
        int wins = 0;
        int promotionsTaken = 0;
        Random random = new(run.Seed);
        for (int i = 0; i < Rounds; i++)
        {
            string id = await world.Rollouts.StartAsync("shop", $"2-{i}", "ana", null, cancellationToken);
            await world.WaitUntilAsync(id, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
            Task<bool> promote = Task.Run(() => TryAsync(() => world.Rollouts.PromoteFullAsync("shop", "ben", "go on", cancellationToken).AsTask()), cancellationToken);
            Task<bool> abort = Task.Run(() => TryAsync(async () => await world.Rollouts.AbortAsync("shop", "ana", "no", cancellationToken)), cancellationToken);
            if (random.Next(2) == 0)
            {
                (promote, abort) = (abort, promote);
            }

            await Task.WhenAll(promote, abort);
            RolloutState state = await world.Rollouts.WaitAsync("shop", id, cancellationToken);
            wins += state.Phase == RolloutPhase.RolledBack ? 1 : 0;
            IReadOnlyList<RolloutEvent> events = await world.Rollouts.GetEventsAsync("shop", id, cancellationToken);
            promotionsTaken += events.OfType<RolloutEvent.PhaseChanged>().Any(e => e.Trigger == RolloutTrigger.PromoteFull) ? 1 : 0;
        }

        run.Figure($"{engine.Name}-rounds", Rounds);
        run.Figure($"{engine.Name}-abort-won", wins);
        run.Figure($"{engine.Name}-promote-was-first", promotionsTaken);
        run.Check(wins == Rounds, $"{engine.Name}: abort won {wins} of {Rounds}");
    }

    private static async Task<bool> TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (RolloutRefusedException)
        {
            return false;
        }
    }
}
