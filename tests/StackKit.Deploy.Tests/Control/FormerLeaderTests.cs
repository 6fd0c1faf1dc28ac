using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Worlds;
using StackKit.Coordination;
using StackKit.Deploy.Store;

namespace StackKit.Deploy.Tests.Control;

/// <summary>A process that was frozen while it led wakes up, and another one leads by now.</summary>
public sealed class FormerLeaderTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private static readonly TargetInstance s_old = new() { Id = "old", Version = "1", Address = "http://127.0.0.1:1/" };
    private static readonly TargetInstance s_new = new() { Id = "new", Version = "2", Address = "http://127.0.0.1:2/" };

    [Fact]
    public async Task Commit_RefusedAsAnotherLeads_BeginsNoOperationOfTheSuccessor()
    {
        using CancellationTokenSource limit = new(s_limit);
        await using InMemoryEngine shared = new(TimeProvider.System);
        HeldEngine former = new(shared);
        TaskCompletionSource finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> began = [];
        await using RolloutWorld first = await StartAsync(former, "former", began, finish.Task);
        string id = await first.Rollouts.StartAsync("shop", "2", "ana", null, limit.Token);
        await former.Held.WaitAsync(limit.Token);

        // The store gives the lead to somebody else, as it does when a lease has ended.
        await shared.CommitAsync(Transaction.Create().Delete(new DeployKeys("shop").Leader), limit.Token);
        await using RolloutWorld second = await StartAsync(shared, "successor", began, finish.Task);
        await second.WaitUntilAsync(id, s => s.Operations.Any(o => o.Kind == OperationKind.Prepare), limit.Token);
        former.Release();
        await former.Campaigns.WaitAsync(limit.Token);
        finish.SetResult();
        RolloutState state = await second.Rollouts.WaitAsync("shop", id, limit.Token);

        Assert.Equal(RolloutPhase.Succeeded, state.Phase);
        Assert.Equal(["successor"], began);
    }

    private static Task<RolloutWorld> StartAsync(ICoordinationEngine engine, string name, List<string> began, Task finish) => RolloutWorld.StartAsync(
        service =>
        {
            service.StableVersion = null;
            service.Canary.Steps.Add(new StepOptions { Weight = 50 });
        },
        services =>
        {
            services.AddSingleton(engine);
            services.AddSingleton(new CoordinationOptions { RequestTimeout = s_limit }); // nothing times out while a process is frozen
            services.AddSingleton<IDeploymentTarget>(new DelegateTarget
            {
                Name = "memory",
                List = (_, _) => ValueTask.FromResult<IReadOnlyList<TargetInstance>>(finish.IsCompleted ? [s_old, s_new] : [s_old]),
                Prepare = async (_, token) =>
                {
                    lock (began)
                    {
                        began.Add(name);
                    }

                    await finish.WaitAsync(token);
                    return s_new;
                },
                Retire = (_, _, _) => ValueTask.CompletedTask,
            });
        });

    /// <summary>Holds the second commit of the state of a rollout back, as if its process were frozen just before it.</summary>
    private sealed class HeldEngine(ICoordinationEngine engine) : ICoordinationEngine
    {
        private static readonly DeployKeys s_keys = new("shop");

        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _campaigns = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _commits;

        public EngineDescription Description => engine.Description;

        public Task Held => _held.Task;

        /// <summary>Completes when the process has given the lead up, and wants to lead again.</summary>
        public Task Campaigns => _campaigns.Task;

        public void Release() => _released.SetResult();

        public ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken) => engine.ListAsync(prefix, cancellationToken);

        public IAsyncEnumerable<Change> FollowAsync(string prefix, Cursor cursor, CancellationToken cancellationToken) => engine.FollowAsync(prefix, cursor, cancellationToken);

        public ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken) => engine.AcquireLeaseAsync(ttl, cancellationToken);

        public async ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken)
        {
            bool asksForLead = transaction.Operations.IsEmpty && transaction.Expectations.Any(e => e.Key == s_keys.Leader);
            if (_held.Task.IsCompleted && !_released.Task.IsCompleted && asksForLead)
            {
                // A frozen process hears nothing: it believes that it leads.
                return CommitResult.Committed((await engine.ListAsync(s_keys.Routers, cancellationToken)).Revision);
            }

            if (_released.Task.IsCompleted && transaction.Expectations.Any(e => e.Key == s_keys.Leader && e.Revision == 0))
            {
                _campaigns.TrySetResult();
            }

            if (transaction.Operations.Any(o => o.Key == s_keys.State) && Interlocked.Increment(ref _commits) == 2)
            {
                _held.SetResult();
                await _released.Task;
            }

            return await engine.CommitAsync(transaction, cancellationToken);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
