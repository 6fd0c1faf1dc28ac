using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using StackKit.Coordination.Sqlite.Tests.Faults;

namespace StackKit.Coordination.Sqlite.Tests.Following;

public sealed class FollowTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task Follow_CommitOfTheSameEngine_IsToldWithoutLookingAtTheFile()
    {
        // The clock stands still, so no timer looks.
        await using SqliteEngine engine = new(new SqliteStoreOptions { Path = _folder.File }, new FakeTimeProvider());
        await using Follower follower = new(engine, string.Empty, (await engine.ListAsync()).Cursor);
        await follower.CaughtUpAsync();

        for (int i = 0; i < 50; i++)
        {
            await engine.ApplyAsync(Store.Put($"k{i}", "1"));
        }

        await Condition.HoldsAsync(() => follower.All.Count(static change => change.Kind == ChangeKind.Put) == 50);
    }

    [Fact]
    public async Task Follow_CommitOfAnotherEngine_IsToldAtTheNextLook()
    {
        FakeTimeProvider time = new();
        SqliteStoreOptions options = new() { Path = _folder.File, PollInterval = TimeSpan.FromMilliseconds(50) };
        await using SqliteEngine engine = new(options, time);
        await using SqliteEngine other = _folder.Open();
        await using Follower follower = new(engine, string.Empty, (await engine.ListAsync()).Cursor);
        await follower.CaughtUpAsync();
        await other.ApplyAsync(Store.Put("a", "1"));

        string before = follower.Told;
        time.Advance(options.PollInterval);

        await Condition.HoldsAsync(() => follower.Told == "a=1");
        Assert.Equal("", before);
    }

    [Fact]
    public async Task Follow_FromBehindOverwrittenStates_TellsThemAsOneCommit()
    {
        await using SqliteEngine engine = _folder.Open();
        await engine.ApplyAsync(Store.Put("known", "0").Put("gone", "0"u8.ToArray()).Put("again", "0"u8.ToArray()));
        Listing start = await engine.ListAsync();
        await engine.ApplyAsync(Store.Put("known", "1").Put("new", "1"u8.ToArray()));
        await engine.ApplyAsync(Store.Put("passing", "1").Delete("gone").Delete("again"));
        await engine.ApplyAsync(Store.Put("known", "2").Delete("passing"));
        long last = await engine.ApplyAsync(Store.Put("again", "3"));

        await using Follower follower = new(engine, string.Empty, start.Cursor);
        await follower.CaughtUpAsync();

        Assert.Equal("new=1 gone- known=2 again=3", follower.Told);
        Assert.Equal([null, null, null, $"{start.StoreEpoch}:{last}"], follower.All.Where(static change => change.Key is not null).Select(static change => change.Cursor?.Value), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Follow_CursorOlderThanTheHistory_IsReset()
    {
        await using SqliteEngine engine = _folder.Open(new SqliteStoreOptions { HistoryCommits = 5 });
        List<Cursor> cursors = [];
        for (int i = 0; i < 10; i++)
        {
            await engine.ApplyAsync(Store.Put("a", $"{i}").Put($"k{i}", "1"u8.ToArray()));
            cursors.Add((await engine.ListAsync()).Cursor);
        }

        await using Follower within = new(engine, string.Empty, cursors[4]);
        await using Follower before = new(engine, string.Empty, cursors[3]);
        await within.CaughtUpAsync();
        await before.Completion;

        Assert.Equal("k5=1 k6=1 k7=1 k8=1 a=9 k9=1", within.Told);
        Assert.True(before.IsReset);
        Assert.Single(before.All);
        Assert.Equal(10, Count("change"));
    }

    [Fact]
    public async Task Follow_CursorFromTheFuture_IsReset()
    {
        await using SqliteEngine engine = _folder.Open();
        Listing listing = await engine.ListAsync();

        await using Follower follower = new(engine, string.Empty, new Cursor($"{listing.StoreEpoch}:{listing.Revision + 1}"));
        await follower.Completion;

        Assert.True(follower.IsReset);
    }

    [Fact]
    public async Task Follow_StoreFails_Throws()
    {
        await using SqliteEngine engine = _folder.Open();
        await using Follower follower = new(engine, string.Empty, (await engine.ListAsync()).Cursor);
        await follower.CaughtUpAsync();

        using (SqliteConnection connection = Replacement.Connect(_folder.File))
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 2";
            command.ExecuteNonQuery();
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => follower.Completion.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    public void Dispose() => _folder.Dispose();

    private long Count(string table)
    {
        using SqliteConnection connection = Replacement.Connect(_folder.File);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}
