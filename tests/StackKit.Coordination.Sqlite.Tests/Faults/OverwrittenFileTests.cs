using StackKit.Coordination.Sqlite.Tests.Following;
using StackKit.Coordination.Sqlite.Tests.Processes;

namespace StackKit.Coordination.Sqlite.Tests.Faults;

/// <summary>A database and a log that do not belong together are refused, and left as they are for a person to put right.</summary>
public sealed class OverwrittenFileTests : IDisposable
{
    private const string Refusal = "do not belong together";

    private readonly StoreFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(1), TimeProvider.System);

    private string Backup => Path.Combine(_folder.Folder, "backup.db");

    [Theory]
    [InlineData("backup")]
    [InlineData("another store")]
    [InlineData("noise")]
    public async Task Call_FileIsCopiedOverWhileOpen_IsRefusedUntilItIsPutRight(string what)
    {
        await using SqliteEngine engine = _folder.Open();
        await FillAsync(engine, "k");
        await PrepareAsync(what);
        await FillAsync(engine, "l");
        await using Follower follower = new(engine, string.Empty, (await engine.ListAsync()).Cursor);
        await follower.CaughtUpAsync();

        Replacement.CopyOver(Backup, _folder.File);

        StoreUnavailableException told = await Assert.ThrowsAsync<StoreUnavailableException>(() => follower.Completion.WaitAsync(_limit.Token));
        StoreUnavailableException refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.CommitAsync(Store.Put("late", "1")));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.ListAsync());
        Assert.Contains(Refusal, told.Message, StringComparison.Ordinal);
        Assert.Contains(Refusal, refused.Message, StringComparison.Ordinal);
        await engine.DisposeAsync();
        Assert.Equal(await File.ReadAllBytesAsync(Backup), await File.ReadAllBytesAsync(_folder.File));
        if (what != "noise")
        {
            RemoveLog();
            await using SqliteEngine reopened = _folder.Open();
            Assert.Equal(what == "backup" ? 100 : 1, (await reopened.ListAsync()).Entries.Count);
            await reopened.ApplyAsync(Store.Put("late", "1"));
        }
    }

    [Fact]
    public async Task Open_LogOfAnotherDatabaseIsLeftBehind_IsRefusedUntilItIsRemoved()
    {
        await using (ChildProcess process = new(_folder.File))
        {
            await process.TellAsync("count web/a web/b");
            await process.HearAsync(static line => line == "acknowledged 50", _limit.Token);
            await process.KillAsync(_limit.Token);
        }

        await Replacement.CreateOtherAsync(Backup);
        File.Move(Backup, _folder.File, overwrite: true);

        await using SqliteEngine engine = _folder.Open();
        StoreUnavailableException refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.ListAsync());
        Assert.Contains(Refusal, refused.Message, StringComparison.Ordinal);
        RemoveLog();
        Assert.Equal("other=19", await engine.TellAsync());
    }

    [Fact]
    public async Task Open_NameWithSigns_Works()
    {
        string file = Path.Combine(_folder.Folder, "a b%20#?&=;'\"ü.db");
        await using SqliteEngine engine = _folder.Open(new SqliteStoreOptions { Path = file });

        await FillAsync(engine, "k");

        Assert.True(File.Exists(file));
        Assert.Equal(100, (await engine.ListAsync()).Entries.Count);
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private static async Task FillAsync(SqliteEngine engine, string prefix)
    {
        for (int i = 0; i < 100; i++)
        {
            await engine.ApplyAsync(Store.Put($"{prefix}{i}", new string('x', 500)));
        }
    }

    private async Task PrepareAsync(string what)
    {
        switch (what)
        {
            case "backup":
                Replacement.BackUp(_folder.File, Backup);
                break;
            case "another store":
                await Replacement.CreateOtherAsync(Backup);
                break;
            default:
                byte[] noise = new byte[100_000];
                new Random(3).NextBytes(noise);
                await File.WriteAllBytesAsync(Backup, noise);
                break;
        }
    }

    private void RemoveLog()
    {
        File.Delete(_folder.File + "-wal");
        File.Delete(_folder.File + "-shm");
    }
}
