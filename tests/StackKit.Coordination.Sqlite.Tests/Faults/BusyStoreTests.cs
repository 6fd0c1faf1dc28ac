using Microsoft.Data.Sqlite;
using StackKit.Coordination.Sqlite.Tests.Following;

namespace StackKit.Coordination.Sqlite.Tests.Faults;

/// <summary>What happens while another program holds the one lock for writing.</summary>
public sealed class BusyStoreTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly StoreFolder _folder = new();
    private SqliteEngine _engine = null!;
    private SqliteConnection _holder = null!;

    public async Task InitializeAsync()
    {
        _engine = _folder.Open(new SqliteStoreOptions { BusyTimeout = TimeSpan.FromMilliseconds(200) });
        await _engine.ApplyAsync(Store.Put("a", "1"));
        _holder = Replacement.Connect(_folder.File);
        Hold("BEGIN IMMEDIATE");
    }

    [Fact]
    public async Task Commit_AnotherWrites_IsRefusedAfterTheTimeoutAndWorksAfterwards()
    {
        StoreUnavailableException refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => _engine.CommitAsync(Store.Put("b", "1")));
        Hold("ROLLBACK");

        Assert.Contains("busy", refused.Message, StringComparison.Ordinal);
        Assert.IsType<SqliteException>(refused.InnerException);
        Assert.Equal("a=1", await _engine.TellAsync());
        await _engine.ApplyAsync(Store.Put("b", "2"));
    }

    [Fact]
    public async Task Commit_AnotherEndsInTime_IsCommitted()
    {
        await using SqliteEngine patient = _folder.Open(new SqliteStoreOptions { BusyTimeout = s_patience });
        await patient.ListAsync();

        Task<CommitResult> commit = patient.CommitAsync(Store.Put("b", "1"));
        Hold("ROLLBACK");

        Assert.True((await commit.WaitAsync(s_patience)).IsCommitted);
    }

    [Fact]
    public async Task ListAndFollow_AnotherWrites_Work()
    {
        Listing listing = await _engine.ListAsync();
        await using Follower follower = new(_engine, string.Empty, listing.Cursor);
        await follower.CaughtUpAsync();

        Assert.Equal("a=1", await _engine.TellAsync());
        Assert.False(follower.Completion.IsCompleted);
    }

    [Fact]
    public async Task List_ALeaseIsDueAndAnotherWrites_AnswersAndEndsItLater()
    {
        Hold("ROLLBACK");
        ILease lease = await _engine.LeaseAsync(TimeSpan.FromSeconds(1));
        await _engine.ApplyAsync(Store.Put("leased", "1", lease));
        Hold("BEGIN IMMEDIATE");
        await lease.Lost.WaitAsync(s_patience);

        string during = await _engine.TellAsync();
        Hold("ROLLBACK");

        Assert.Equal("a=1 leased=1", during);
        await Condition.HoldsAsync(async () => await _engine.TellAsync() == "a=1");
    }

    [Fact]
    public async Task Calls_MoreThanTheQueueHolds_AreRefusedAtOnce()
    {
        await using SqliteEngine patient = _folder.Open(new SqliteStoreOptions { BusyTimeout = s_patience });
        await patient.ListAsync();

        Task<CommitResult>[] commits = [.. Enumerable.Range(0, 3000).Select(i => patient.CommitAsync(Store.Put($"k{i}", "1")))];
        Task<CommitResult>[] refused = [.. commits.Where(static commit => commit.IsFaulted)];
        Hold("ROLLBACK");

        Assert.InRange(refused.Length, 1, 2500);
        Assert.All(refused, static commit => Assert.IsType<StoreUnavailableException>(commit.Exception!.InnerException));
        await Task.WhenAll(commits.Except(refused)).WaitAsync(s_patience);
        Assert.Equal(1 + commits.Length - refused.Length, (await patient.ListAsync()).Entries.Count);
    }

    [Fact]
    public async Task Commit_CancelledWhileItWaits_ReturnsAtOnceAndDoesNothing()
    {
        await using SqliteEngine patient = _folder.Open(new SqliteStoreOptions { BusyTimeout = s_patience });
        await patient.ListAsync();
        using CancellationTokenSource cancel = new();
        Task<CommitResult>[] commits = [.. Enumerable.Range(0, 3).Select(i => patient.CommitAsync(Store.Put($"k{i}", "1"), cancel.Token).AsTask())];

        await cancel.CancelAsync();

        // The lock is still held: the answers do not wait for it.
        foreach (Task<CommitResult> commit in commits)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit.WaitAsync(s_patience));
        }

        Hold("ROLLBACK");
        Assert.Equal("a=1", await patient.TellAsync());
    }

    [Fact]
    public async Task Dispose_WhileCallsWait_RefusesThemAndEndsSoon()
    {
        Task<CommitResult>[] commits = [.. Enumerable.Range(0, 500).Select(i => _engine.CommitAsync(Store.Put($"k{i}", "1")))];

        await _engine.DisposeAsync().AsTask().WaitAsync(s_patience);

        Assert.All(commits, static commit => Assert.True(commit.Exception!.InnerException is ObjectDisposedException or StoreUnavailableException));
        Assert.Contains(commits, static commit => commit.Exception!.InnerException is ObjectDisposedException);
        Hold("ROLLBACK");
        await using SqliteEngine reopened = _folder.Open();
        Assert.Equal("a=1", await reopened.TellAsync());
    }

    public async Task DisposeAsync()
    {
        await _holder.DisposeAsync();
        await _engine.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private void Hold(string sql)
    {
        using SqliteCommand command = _holder.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
