using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Worlds;
using StackKit.Coordination;
using StackKit.Deploy.Store;
using StackKit.Testing;

namespace StackKit.Deploy.Tests.Control;

/// <summary>A process that leads goes away in the middle, another one that shares the store goes on.</summary>
public sealed class RecoveryTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, int> _completed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TargetInstance> _instances = new(StringComparer.Ordinal);

    [Theory]
    [InlineData(RolloutPhase.Preparing)]
    [InlineData(RolloutPhase.Verifying)]
    [InlineData(RolloutPhase.Progressing)]
    [InlineData(RolloutPhase.Promoting)]
    [InlineData(RolloutPhase.Baking)]
    [InlineData(RolloutPhase.Draining)]
    [InlineData(RolloutPhase.Retiring)]
    public async Task Leader_GoneInTheMiddle_SuccessorEndsTheRollout(RolloutPhase phase)
    {
        await using InMemoryEngine engine = new(TimeProvider.System);
        using CancellationTokenSource limit = new(s_limit);
        string id;
        await using (RolloutWorld first = await StartAsync(engine))
        {
            id = await first.Rollouts.StartAsync("shop", "2", "ana", null, limit.Token);
            await first.WaitUntilAsync(id, s => s.Phase >= phase, limit.Token);
        }

        await using RolloutWorld second = await StartAsync(engine);
        RolloutState state = await second.Rollouts.WaitAsync("shop", id, limit.Token);

        Assert.Equal(RolloutPhase.Succeeded, state.Phase);
        Assert.All(_completed, done => Assert.Equal(1, done.Value));
        await AssertFoldedAsync(second, id, limit.Token);
    }

    [Fact]
    public async Task Leader_GoneWhileRollingBack_SuccessorUndoesTheRest()
    {
        await using InMemoryEngine engine = new(TimeProvider.System);
        using CancellationTokenSource limit = new(s_limit);
        string id;
        await using (RolloutWorld first = await StartAsync(engine))
        {
            id = await first.Rollouts.StartAsync("shop", "2", "ana", null, limit.Token);
            await first.WaitUntilAsync(id, s => s is { Phase: RolloutPhase.Progressing, CandidateWeight: > 0 }, limit.Token);
            await first.Rollouts.AbortAsync("shop", "ana", "no", limit.Token);
        }

        await using RolloutWorld second = await StartAsync(engine);
        RolloutState state = await second.Rollouts.WaitAsync("shop", id, limit.Token);

        Assert.Equal(RolloutPhase.RolledBack, state.Phase);
        Assert.DoesNotContain(_instances.Values, i => i.Version == "2");
        await AssertFoldedAsync(second, id, limit.Token);
    }

    [Fact]
    public async Task Store_AnswersUnknownAndGoesAwayInTheMiddle_RolloutEndsOnce()
    {
        using CancellationTokenSource limit = new(s_limit);
        await using InMemoryEngine engine = new(TimeProvider.System);
        FaultyEngine faulty = new(engine, TimeProvider.System);
        await using RolloutWorld world = await StartAsync(faulty);
        string id = await world.Rollouts.StartAsync("shop", "2", "ana", null, limit.Token);
        await world.WaitUntilAsync(id, s => s.Phase >= RolloutPhase.Preparing, limit.Token);

        for (int i = 0; i < 3; i++)
        {
            faulty.CommitsAnswerUnknown = true;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
            faulty.CommitsAnswerUnknown = false;
            faulty.IsDown = true;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, limit.Token);
            faulty.IsDown = false;
        }

        RolloutState state = await world.Rollouts.WaitAsync("shop", id, limit.Token);
        IReadOnlyList<RolloutEvent> events = await world.Rollouts.GetEventsAsync("shop", id, limit.Token);
        Assert.Equal(RolloutPhase.Succeeded, state.Phase);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        Assert.All(_completed, done => Assert.Equal(1, done.Value));
        await AssertFoldedAsync(world, id, limit.Token);
    }

    private static async Task AssertFoldedAsync(RolloutWorld world, string id, CancellationToken cancellationToken)
    {
        CoordinationSupervisor store = world.Services.GetRequiredService<CoordinationSupervisor>();
        Entry? stored = await store.FindAsync(new DeployKeys("shop").State, cancellationToken);
        RolloutState folded = RolloutReducer.Fold(await world.Rollouts.GetEventsAsync("shop", id, cancellationToken));

        Assert.Equal(JsonSerializer.Serialize(stored!.Read(DeployJson.Default.RolloutState), DeployJson.Default.RolloutState), JsonSerializer.Serialize(folded, DeployJson.Default.RolloutState));
    }

    private Task<RolloutWorld> StartAsync(ICoordinationEngine engine) => RolloutWorld.StartAsync(
        service =>
        {
            service.StableVersion = null;
            service.BakeTime = TimeSpan.FromMilliseconds(300);
            service.Canary.Steps.AddRange([new StepOptions { Weight = 10 }, new StepOptions { Pause = TimeSpan.FromMilliseconds(300) }, new StepOptions { Weight = 50 }, new StepOptions { Pause = TimeSpan.FromMilliseconds(300) }]);
        },
        services =>
        {
            services.AddSingleton(engine); // not made by the container, so not disposed of by it
            services.AddSingleton<IDeploymentTarget>(Target());
        });

    // Does every operation once for its key, as a target must, and counts.
    private DelegateTarget Target()
    {
        if (_instances.IsEmpty)
        {
            _instances["old-0"] = new TargetInstance { Id = "old-0", Version = "1", Address = "http://127.0.0.1:1/" };
            _instances["old-1"] = new TargetInstance { Id = "old-1", Version = "1", Address = "http://127.0.0.1:2/" };
        }

        return new DelegateTarget
        {
            Name = "memory",
            List = (_, _) => ValueTask.FromResult<IReadOnlyList<TargetInstance>>([.. _instances.Values]),
            Prepare = async (operation, token) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, token);
                return _instances.GetOrAdd($"new-{operation.Ordinal}", id =>
                {
                    _completed.AddOrUpdate(operation.Key, 1, (_, n) => n + 1);
                    return new TargetInstance { Id = id, Version = operation.Version, Address = $"http://127.0.0.1:{10 + operation.Ordinal}/" };
                });
            },
            Retire = (instance, operation, _) =>
            {
                if (_instances.TryRemove(instance.Id, out TargetInstance? _))
                {
                    _completed.AddOrUpdate(operation.Key, 1, (_, n) => n + 1);
                }

                return ValueTask.CompletedTask;
            },
        };
    }
}
