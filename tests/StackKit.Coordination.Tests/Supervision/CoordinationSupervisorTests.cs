using Microsoft.Extensions.Logging.Abstractions;

namespace StackKit.Coordination.Tests.Supervision;

public sealed class CoordinationSupervisorTests
{
    private static readonly Transaction PutOne = Transaction.Create().Put("web/a", SupervisedStore.Bytes("1"));

    [Fact]
    public async Task CommitAsync_HealthyStore_PassesAnswersThrough()
    {
        await using SupervisedStore store = new();

        CommitResult committed = await store.Supervisor.CommitAsync(PutOne);
        CommitResult conflict = await store.Supervisor.CommitAsync(Transaction.Create().ExpectAbsent("web/a"));

        Assert.Equal(CommitResult.Committed(1), committed);
        Assert.Equal(CommitResult.Conflict, conflict);
    }

    [Fact]
    public async Task CommitAsync_AnswerLost_IsUnknownAndNotRepeated()
    {
        await using SupervisedStore store = new();
        store.Faults.CommitsAnswerUnknown = true;

        CommitResult result = await store.Supervisor.CommitAsync(PutOne);

        Assert.Equal(CommitOutcome.Unknown, result.Outcome);
        Assert.Equal(1, (await store.Supervisor.ListAsync("web/")).Revision);
    }

    [Fact]
    public async Task CommitAsync_EngineThrows_IsUnknown()
    {
        await using SupervisedStore store = new();
        store.Faults.IsDown = true;

        CommitResult result = await store.Supervisor.CommitAsync(PutOne);

        Assert.Equal(CommitResult.Unknown, result);
    }

    [Fact]
    public async Task CommitAsync_StoreHangs_IsUnknownAfterTheTimeout()
    {
        await using SupervisedStore store = new();
        store.Faults.IsHanging = true;

        Task<CommitResult> commit = store.Supervisor.CommitAsync(PutOne).AsTask();
        store.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(commit.IsCompleted);
        store.Time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(CommitResult.Unknown, await commit);
    }

    [Fact]
    public async Task CommitAsync_Cancelled_Throws()
    {
        await using SupervisedStore store = new();
        store.Faults.IsHanging = true;
        using CancellationTokenSource cancel = new();

        Task<CommitResult> commit = store.Supervisor.CommitAsync(PutOne, cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
    }

    [Fact]
    public async Task ListAsync_StoreDown_ThrowsInsteadOfAnsweringFromMemory()
    {
        await using SupervisedStore store = new();
        await store.PutAsync("web/a", "1");
        await store.IsLiveAsync(store.Supervisor.Watch("web/"));
        store.Faults.IsDown = true;

        StoreUnavailableException exception = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.Supervisor.ListAsync("web/"));

        Assert.IsType<IOException>(exception.InnerException);
    }

    [Fact]
    public async Task ListAsync_StoreHangs_ThrowsAfterTheTimeout()
    {
        await using SupervisedStore store = new();
        store.Faults.IsHanging = true;

        Task<Listing> list = store.Supervisor.ListAsync("web/").AsTask();
        store.Time.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => list);
    }

    [Fact]
    public async Task AcquireLeaseAsync_TimePasses_IsKeptAlive()
    {
        await using SupervisedStore store = new();
        await using ILease lease = await store.Supervisor.AcquireLeaseAsync(TimeSpan.FromSeconds(3));
        await store.Supervisor.CommitAsync(Transaction.Create().Put("web/a", SupervisedStore.Bytes("1"), lease));

        for (int i = 0; i < 300; i++)
        {
            await Condition.PassAsync(store.Time, TimeSpan.FromMilliseconds(100));
        }

        Assert.False(lease.Lost.IsCompleted);
        Assert.Single((await store.Supervisor.ListAsync("web/")).Entries);
    }

    [Fact]
    public async Task AcquireLeaseAsync_StoreDownForTheTtl_IsLost()
    {
        await using SupervisedStore store = new();
        await using ILease lease = await store.Supervisor.AcquireLeaseAsync(TimeSpan.FromSeconds(3));

        store.Faults.IsDown = true;
        await Condition.HoldsAsync(() => lease.Lost.IsCompleted, store.Time, TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<IOException>(async () => await lease.RenewAsync(CancellationToken.None));
        store.Faults.IsDown = false;
        await Assert.ThrowsAsync<LeaseLostException>(async () => await lease.RenewAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AcquireLeaseAsync_Disposed_RemovesItsEntries()
    {
        await using SupervisedStore store = new();
        ILease lease = await store.Supervisor.AcquireLeaseAsync(TimeSpan.FromSeconds(3));
        await store.Supervisor.CommitAsync(Transaction.Create().Put("web/a", SupervisedStore.Bytes("1"), lease));

        await lease.DisposeAsync();

        Assert.Empty((await store.Supervisor.ListAsync("web/")).Entries);
    }

    [Fact]
    public async Task Constructor_OptionOutsideItsRange_Throws()
    {
        await using InMemoryEngine engine = new(TimeProvider.System);

        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(
            "options",
            () => new CoordinationSupervisor(engine, new CoordinationOptions { RetryDelay = TimeSpan.Zero }, TimeProvider.System, NullLogger<CoordinationSupervisor>.Instance));

        Assert.Contains("RetryDelay", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_StoreHangs_EndsAtOnce()
    {
        await using SupervisedStore store = new();
        store.Faults.IsHanging = true;
        store.Supervisor.Watch("web/");

        await store.Supervisor.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => store.Supervisor.Watch("web/"));
    }
}
