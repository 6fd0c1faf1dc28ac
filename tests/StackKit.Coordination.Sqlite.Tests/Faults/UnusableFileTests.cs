using Microsoft.Data.Sqlite;

namespace StackKit.Coordination.Sqlite.Tests.Faults;

/// <summary>Whatever is wrong with the file, calls say so in plain words, and go on when it has been put right.</summary>
public sealed class UnusableFileTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task Call_FolderIsMissing_SaysSoUntilItIsThere()
    {
        string folder = Path.Combine(_folder.Folder, "missing");
        await using SqliteEngine engine = _folder.Open(new SqliteStoreOptions { Path = Path.Combine(folder, "store.db") });

        await AssertRefusedAsync(engine, "folder");
        Directory.CreateDirectory(folder);

        await engine.ApplyAsync(Store.Put("a", "1"));
    }

    [Fact]
    public async Task Call_PathIsAFolder_SaysSo()
    {
        Directory.CreateDirectory(_folder.File);

        await using SqliteEngine engine = _folder.Open();

        await AssertRefusedAsync(engine, _folder.File);
    }

    [Fact]
    public async Task Call_NotADatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_folder.File, new string('x', 8192));

        await using SqliteEngine engine = _folder.Open();

        await AssertRefusedAsync(engine, "not a SQLite database");
        Assert.Equal(new string('x', 8192), await File.ReadAllTextAsync(_folder.File));
    }

    [Fact]
    public async Task Call_DatabaseOfAnotherProgram_IsLeftAlone()
    {
        Execute("CREATE TABLE theirs (id INTEGER)");
        byte[] before = await File.ReadAllBytesAsync(_folder.File);

        await using SqliteEngine engine = _folder.Open();

        await AssertRefusedAsync(engine, "another program");
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File));
    }

    [Fact]
    public async Task Call_NewerSchema_SaysWhatToUpdate()
    {
        await using (SqliteEngine former = _folder.Open())
        {
            await former.ApplyAsync(Store.Put("a", "1"));
        }

        Execute("PRAGMA user_version = 2");

        await using SqliteEngine engine = _folder.Open();
        await AssertRefusedAsync(engine, "update StackKit.Coordination.Sqlite");
    }

    [Fact]
    public async Task Call_SchemaBecomesNewerWhileOpen_IsRefused()
    {
        await using SqliteEngine engine = _folder.Open();
        await engine.ApplyAsync(Store.Put("a", "1"));

        Execute("PRAGMA user_version = 2");

        await AssertRefusedAsync(engine, "update StackKit.Coordination.Sqlite");
    }

    [Fact]
    public async Task Call_FileIsTruncated_SaysThatItIsDamaged()
    {
        await FillAsync();

        using (FileStream stream = File.OpenWrite(_folder.File))
        {
            stream.SetLength(stream.Length / 2);
        }

        await using SqliteEngine engine = _folder.Open();
        await AssertRefusedAsync(engine, "damaged");
    }

    [Fact]
    public async Task Call_FileIsOverwrittenWithNoise_SaysThatItIsDamaged()
    {
        await FillAsync();

        using (FileStream stream = File.OpenWrite(_folder.File))
        {
            stream.Position = 4096;
            byte[] noise = new byte[stream.Length - 4096];
            new Random(5).NextBytes(noise);
            stream.Write(noise);
        }

        await using SqliteEngine engine = _folder.Open();
        await AssertRefusedAsync(engine, "damaged");
    }

    [Fact]
    public async Task Call_HeaderRowIsGone_SaysThatItIsNoStore()
    {
        await using SqliteEngine engine = _folder.Open();
        await engine.ApplyAsync(Store.Put("a", "1"));

        Execute("DELETE FROM store");

        await AssertRefusedAsync(engine, "no store");
    }

    [Fact]
    public async Task Call_FileIsReadOnly_SaysSo()
    {
        using SmallDisk? disk = await SmallDisk.TryMountAsync(1024);
        string file = disk?.File ?? _folder.File;
        await using (SqliteEngine former = _folder.Open(new SqliteStoreOptions { Path = file }))
        {
            await former.ApplyAsync(Store.Put("a", "1"));
        }

        if (disk is not null)
        {
            await disk.MakeReadOnlyAsync();
        }
        else if (Environment.IsPrivilegedProcess)
        {
            // Nobody can write to this one, not even who may write to everything.
            file = "/sys/kernel/uevent_seqnum";
        }
        else
        {
            File.SetAttributes(file, FileAttributes.ReadOnly);
        }

        await using SqliteEngine engine = _folder.Open(new SqliteStoreOptions { Path = file });
        await AssertRefusedAsync(engine, "read-only");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task AssertRefusedAsync(SqliteEngine engine, string words)
    {
        Exception[] refusals =
        [
            await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.ListAsync()),
            await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.CommitAsync(Store.Put("b", "1"))),
            await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.LeaseAsync(TimeSpan.FromSeconds(5))),
        ];
        Assert.Contains(words, refusals[0].Message, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        await using SqliteEngine engine = _folder.Open();
        for (int i = 0; i < 200; i++)
        {
            await engine.ApplyAsync(Transaction.Create().Put($"k{i}", new byte[1000]));
        }
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = Replacement.Connect(_folder.File);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
