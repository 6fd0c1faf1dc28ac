using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Worlds;
using StackKit.Deploy;

namespace StackKit.Acceptance.Deploy;

public sealed class WallClockScenario : IScenario
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    public string Id => "P-S9";

    public string Statement => "The wall clock jumps by an hour to and fro during a rollout: no step is skipped, doubled, shortened or prolonged.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        JumpingClock clock = new();
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            service =>
            {
                for (int weight = 10; weight <= 40; weight += 10)
                {
                    service.Canary.Steps.Add(new StepOptions { Weight = weight });
                    service.Canary.Steps.Add(new StepOptions { Pause = s_pause });
                }
            },
            services => services.AddSingleton<TimeProvider>(clock));

        long started = TimeProvider.System.GetTimestamp();
        string id = await world.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        Task<RolloutState> ended = world.Rollouts.WaitAsync("shop", id, cancellationToken).AsTask();
        Random random = new(run.Seed);
        int jumps = 0;
        while (!ended.IsCompleted)
        {
            clock.Offset = TimeSpan.FromHours(random.Next(-1, 2));
            jumps++;
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, cancellationToken));
        }

        RolloutState state = await ended;
        TimeSpan took = TimeProvider.System.GetElapsedTime(started);
        IReadOnlyList<RolloutEvent> events = await world.Rollouts.GetEventsAsync("shop", id, cancellationToken);
        int[] entered = [.. events.OfType<RolloutEvent.StepChanged>().Where(e => e.StepPhase == StepPhase.Entering).Select(e => e.Step)];

        run.Figure("jumps", jumps);
        run.Figure("steps", string.Join(',', entered));
        run.Figure("seconds", took.TotalSeconds);
        run.Check(state.Phase == RolloutPhase.Succeeded, $"it ended as {state.Phase}: {state.Reason?.Text}");
        run.Check(entered.SequenceEqual(Enumerable.Range(0, 8)), "a step was skipped or done twice");
        run.Check(took >= 4 * s_pause, $"four pauses of {s_pause} took {took}");
        run.Check(took < TimeSpan.FromMinutes(1), $"four pauses of {s_pause} took {took}");
    }

    /// <summary>Monotonic time as it is, the wall clock shifted.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
