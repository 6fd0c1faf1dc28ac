using Microsoft.Extensions.Time.Testing;
using StackKit.Coordination.Sqlite.Tests.Processes;

namespace StackKit.Coordination.Sqlite.Tests.Leases;

/// <summary>Every process judges leases by its own clock, from what it has seen itself.</summary>
public sealed class LeaseExpiryTests : IDisposable
{
    private static readonly TimeSpan s_ttl = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(10);

    private readonly StoreFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(1), TimeProvider.System);

    [Fact]
    public async Task Open_LeaseOfAKilledProcess_LastsItsWholeTimeFromTheFirstSight()
    {
        await LeaveBehindAsync("leased");
        FakeTimeProvider time = new();
        await using SqliteEngine engine = Open(time);
        time.Advance(s_ttl * 3);

        string first = await engine.TellAsync();
        time.Advance(s_ttl - s_moment);
        string almost = await engine.TellAsync();
        time.Advance(s_moment);
        string due = await engine.TellAsync();

        Assert.Equal("leased=1", first);
        Assert.Equal("leased=1", almost);
        Assert.Equal("", due);
    }

    [Fact]
    public async Task List_LeaseWasRenewedUnseen_CountsFromTheMomentThatThisIsSeen()
    {
        FakeTimeProvider ownTime = new();
        FakeTimeProvider otherTime = new();
        await using SqliteEngine own = Open(ownTime);
        await using SqliteEngine other = Open(otherTime);
        ILease lease = await own.LeaseAsync(s_ttl);
        await own.ApplyAsync(Store.Put("leased", "1", lease));
        await other.ListAsync();

        otherTime.Advance(s_ttl * 0.9);
        await lease.RenewAsync(CancellationToken.None);
        otherTime.Advance(s_ttl);
        string seenLate = await other.TellAsync();
        otherTime.Advance(s_ttl - s_moment);
        string almost = await other.TellAsync();
        otherTime.Advance(s_moment);
        string due = await other.TellAsync();

        Assert.Equal("leased=1", seenLate);
        Assert.Equal("leased=1", almost);
        Assert.Equal("", due);
        await Assert.ThrowsAsync<LeaseLostException>(async () => await lease.RenewAsync(CancellationToken.None));
        Assert.True(lease.Lost.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Expiry_ManyProcessesNotice_IsOneCommit()
    {
        await LeaveBehindAsync("leased");
        FakeTimeProvider time = new();
        List<SqliteEngine> engines = [.. Enumerable.Range(0, 6).Select(_ => Open(time))];
        Listing[] before = await Task.WhenAll(engines.Select(static engine => engine.ListAsync()));

        time.Advance(s_ttl);
        await Task.WhenAll(engines.Select(static engine => engine.ListAsync()));
        await Condition.HoldsAsync(async () => await engines[0].TellAsync() == "");

        Assert.Equal(before[0].Revision + 1, (await engines[0].ListAsync()).Revision);
        foreach (SqliteEngine engine in engines)
        {
            await engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task Token_AllLeasesEndedAndTheFileWasReopened_GrowsOn()
    {
        List<long> tokens = [];
        for (int i = 0; i < 4; i++)
        {
            await using SqliteEngine engine = Open(TimeProvider.System);
            await using ILease one = await engine.LeaseAsync(s_ttl);
            await using ILease two = await engine.LeaseAsync(s_ttl);
            tokens.AddRange([one.FencingToken, two.FencingToken]);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], tokens);
    }

    [Fact]
    public async Task Dispose_HoldsLeases_ReleasesThem()
    {
        SqliteEngine engine = Open(TimeProvider.System);
        ILease lease = await engine.LeaseAsync(s_ttl);
        await engine.ApplyAsync(Store.Put("leased", "1", lease).Put("kept", "1"u8.ToArray()));

        await engine.DisposeAsync();

        await using SqliteEngine other = Open(TimeProvider.System);
        Assert.Equal("kept=1", await other.TellAsync());
        Assert.True(lease.Lost.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Commit_OwnClockHasEndedTheLease_Conflicts()
    {
        FakeTimeProvider time = new();
        await using SqliteEngine engine = Open(time);
        ILease lease = await engine.LeaseAsync(s_ttl);

        time.Advance(s_ttl);
        CommitResult result = await engine.CommitAsync(Store.Put("leased", "1", lease));

        Assert.Equal(CommitOutcome.Conflict, result.Outcome);
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private SqliteEngine Open(TimeProvider time) => new(new SqliteStoreOptions { Path = _folder.File }, time);

    private async Task LeaveBehindAsync(string key)
    {
        await using ChildProcess process = new(_folder.File);
        await process.TellAsync($"put {key} {Convert.ToBase64String("1"u8)} {s_ttl.TotalMilliseconds}");
        await process.HearAsync(line => line == $"put {key}", _limit.Token);
        await process.KillAsync(_limit.Token);
    }
}
