namespace StackKit.Coordination.Sqlite.Tests.Faults;

public sealed class FailingDiskTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task Commit_LogCannotBeWritten_IsUnknownAndTheNextCallOpensTheFileAnew()
    {
        await using SqliteEngine engine = _folder.Open();
        Listing before = await engine.ListAsync();
        await engine.ApplyAsync(Store.Put("a", "1"));
        FailingFile.RefuseWrites(_folder.File + "-wal");

        CommitResult result = await engine.CommitAsync(Store.Put("b", "1"));

        Assert.Equal(CommitOutcome.Unknown, result.Outcome);
        Assert.Equal("a=1", await engine.TellAsync());
        await engine.ApplyAsync(Store.Put("c", "1"));
        Assert.Equal("a=1 c=1", await engine.TellAsync());
        Assert.Equal(before.StoreEpoch, (await engine.ListAsync()).StoreEpoch, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Renew_LogCannotBeWritten_ThrowsAndTheLeaseLivesOn()
    {
        await using SqliteEngine engine = _folder.Open();
        await using ILease lease = await engine.LeaseAsync(TimeSpan.FromMinutes(1));
        FailingFile.RefuseWrites(_folder.File + "-wal");

        StoreUnavailableException failed = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await lease.RenewAsync(CancellationToken.None));

        Assert.Contains("failed", failed.Message, StringComparison.Ordinal);
        await lease.RenewAsync(CancellationToken.None);
        Assert.False(lease.Lost.IsCompleted);
        await engine.ApplyAsync(Store.Put("leased", "1", lease));
    }

    public void Dispose() => _folder.Dispose();
}
