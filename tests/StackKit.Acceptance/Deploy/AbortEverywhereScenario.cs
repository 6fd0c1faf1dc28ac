using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Worlds;
using StackKit.Coordination;
using StackKit.Deploy;
using StackKit.Testing;

namespace StackKit.Acceptance.Deploy;

public sealed class AbortEverywhereScenario : IScenario
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(10);

    public string Id => "P-S8";

    public string Statement => "Abort is accepted in every phase before the point of no return, paused, waiting for a gate and with the store gone, and nobody reaches the candidate afterwards; on each engine.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        foreach (AbortCase one in Cases())
        {
            await WorldEngine.ForEachAsync(engine => TryAsync(run, engine, one, cancellationToken));
        }

        await WorldEngine.ForEachAsync(engine => TryStoreGoneAsync(run, engine, cancellationToken));
    }

    private static IEnumerable<AbortCase> Cases()
    {
        yield return new("Preparing", RolloutPhase.Preparing, s => s.Shape = RolloutShape.Beside) { Target = BlockingTarget(), Outcome = RolloutPhase.RolledBack };
        yield return new("Verifying", RolloutPhase.Verifying, s => s.Verify.Add("slow"));
        yield return new("Pause step", RolloutPhase.Progressing, s => s.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Pause = s_long }])) { Ready = s => s.StepPhase == StepPhase.Observing && s.Step == 1 };
        yield return new("Analysis step", RolloutPhase.Progressing, s => s.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Analysis = new AnalysisStepOptions { MinDuration = s_long } }])) { Ready = s => s.StepPhase == StepPhase.Observing && s.Step == 1 };
        yield return new("Hook step", RolloutPhase.Progressing, s => s.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Hook = "slow" }])) { Ready = s => s.StepPhase == StepPhase.Observing && s.Step == 1 };
        yield return new("Gate", RolloutPhase.Progressing, s => s.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Gate = new GateOptions { Name = "go" } }])) { Ready = s => s.StepPhase == StepPhase.GateWaiting };
        yield return new("Paused", RolloutPhase.Progressing, s => s.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Gate = new GateOptions { Name = "go" } }])) { Ready = s => s.StepPhase == StepPhase.GateWaiting, Pause = true };
        yield return new("Held", RolloutPhase.Held, s => s.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Analysis = new AnalysisStepOptions { MinCandidateRequests = long.MaxValue, MaxDuration = TimeSpan.FromMilliseconds(500) } }]));
        yield return new("Baking", RolloutPhase.Baking, s =>
        {
            s.BakeTime = s_long;
            s.Canary.Steps.Add(new StepOptions { Weight = 50 });
        });
    }

    private static DelegateTarget BlockingTarget() => new()
    {
        Name = "blocking",
        List = (_, _) => ValueTask.FromResult<IReadOnlyList<TargetInstance>>([new TargetInstance { Id = "a", Version = "1" }]),
        Prepare = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException("unreachable");
        },
        Retire = (_, _, _) => ValueTask.CompletedTask,
    };

    private static async Task TryAsync(ScenarioRun run, WorldEngine engine, AbortCase one, CancellationToken cancellationToken)
    {
        DelegateHook slow = new("slow", async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return new HookResult(true, null);
        });
        await using RolloutWorld world = await RolloutWorld.StartAsync(one.Configure, services =>
        {
            engine.Register(services);
            services.AddSingleton<IRolloutHook>(slow);
            if (one.Target is not null)
            {
                services.AddSingleton<IDeploymentTarget>(one.Target);
            }
        });
        world.SendRequests(users: 4, run.Seed);
        string id = await world.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        RolloutState reached = await world.WaitUntilAsync(id, s => s.Phase == one.Phase && one.Ready(s), cancellationToken);
        if (one.Pause)
        {
            await world.Rollouts.PauseAsync("shop", "ana", "lunch", cancellationToken);
        }

        long started = TimeProvider.System.GetTimestamp();
        AbortReceipt receipt = await world.Rollouts.AbortAsync("shop", "ana", "enough", cancellationToken);
        RolloutState state = await world.Rollouts.WaitAsync("shop", id, cancellationToken);
        TimeSpan took = TimeProvider.System.GetElapsedTime(started);
        int after = world.Requests.GetValueOrDefault("2");
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        int late = world.Requests.GetValueOrDefault("2") - after;

        string name = $"{engine.Name}-{one.Name}";
        run.Figure(name, $"{reached.Phase}->{state.Phase}:{took.TotalMilliseconds:0}ms");
        run.Check(reached.Phase == one.Phase, $"{name}: {one.Phase} was not reached, it is {reached.Phase}: {reached.Reason?.Text}");
        run.Check(receipt.Stored && state.Phase == one.Outcome, $"{name}: it ended as {state.Phase}");
        run.Check(late == 0, $"{name}: {late} requests reached the candidate afterwards");
    }

    private static async Task TryStoreGoneAsync(ScenarioRun run, WorldEngine engine, CancellationToken cancellationToken)
    {
        FaultyEngine? faulty = null;
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            s => s.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Gate = new GateOptions { Name = "go" } }]),
            services =>
            {
                engine.Register(services);
                if (engine.Name == "memory")
                {
                    services.AddSingleton<ICoordinationEngine>(_ => faulty = new FaultyEngine(new InMemoryEngine(TimeProvider.System), TimeProvider.System));
                }
            });
        world.SendRequests(users: 4, run.Seed);
        string id = await world.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        await world.WaitUntilAsync(id, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);

        IDisposable? block = engine.Block();
        faulty?.IsDown = true;
        long started = TimeProvider.System.GetTimestamp();
        AbortReceipt receipt = await world.Rollouts.AbortAsync("shop", "ana", "enough", cancellationToken);
        TimeSpan took = TimeProvider.System.GetElapsedTime(started);
        int before = world.Requests.GetValueOrDefault("2");
        int stableBefore = world.Requests.GetValueOrDefault("1");
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
        int late = world.Requests.GetValueOrDefault("2") - before;
        int stable = world.Requests.GetValueOrDefault("1") - stableBefore;
        block?.Dispose();
        faulty?.IsDown = false;
        RolloutState state = await world.Rollouts.WaitAsync("shop", id, cancellationToken);
        IReadOnlyList<RolloutEvent> events = await world.Rollouts.GetEventsAsync("shop", id, cancellationToken);

        run.Figure($"{engine.Name}-store-gone", $"halted-in-{took.TotalMilliseconds:0}ms,candidate-afterwards={late},stable={stable},then-{state.Phase}");
        run.Check(!receipt.Stored, $"{engine.Name}: an abort was called stored while the store was gone");
        run.Check(late <= 4, $"{engine.Name}: {late} requests reached the candidate after the abort"); // those that were chosen before it
        run.Check(stable > 0, $"{engine.Name}: stable got nothing either");
        run.Check(state.Phase == RolloutPhase.RolledBack && events.Any(e => e.Actor == "ana" && e.Reason == "enough"), $"{engine.Name}: the abort was not stored when the store came back");
    }

    private sealed record AbortCase(string Name, RolloutPhase Phase, Action<ServiceOptions> Configure)
    {
        public Func<RolloutState, bool> Ready { get; init; } = _ => true;

        public DelegateTarget? Target { get; init; }

        public bool Pause { get; init; }

        public RolloutPhase Outcome { get; init; } = RolloutPhase.RolledBack;
    }
}
