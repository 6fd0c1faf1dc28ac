namespace StackKit.Coordination.Sqlite.Tests.Faults;

public sealed class FullDiskTests
{
    private const int Kibibytes = 2048;

    /// <summary>On a real full disk where this process may mount one, otherwise on a file that may not grow.</summary>
    [Fact]
    public async Task Commit_DiskIsFull_IsRefusedUntilThereIsRoomAgain()
    {
        using SmallDisk? disk = await SmallDisk.TryMountAsync(Kibibytes);
        if (disk is null)
        {
            await Commit_FileMayNotGrow_IsRefusedUntilThereIsRoomAgain();
            return;
        }

        File.WriteAllBytes(disk.Ballast, new byte[Kibibytes / 2 * 1024]);
        await using SqliteEngine engine = new(new SqliteStoreOptions { Path = disk.File }, TimeProvider.System);

        int acknowledged = await FillAsync(engine);
        File.Delete(disk.Ballast);

        await engine.ApplyAsync(Store.Put("after", "1"));
        Assert.Equal(acknowledged + 1, (await engine.ListAsync()).Entries.Count);
        await engine.DisposeAsync();
        await using SqliteEngine reopened = new(new SqliteStoreOptions { Path = disk.File }, TimeProvider.System);
        Assert.Equal(acknowledged + 1, (await reopened.ListAsync()).Entries.Count);
    }

    [Fact]
    public async Task Commit_FileMayNotGrow_IsRefusedUntilThereIsRoomAgain()
    {
        using StoreFolder folder = new();
        await using SqliteEngine engine = folder.Open();
        engine.Store.MaximumPages = 200;

        int acknowledged = await FillAsync(engine);
        await engine.ApplyAsync(Transaction.Create().Delete("k0").Delete("k1"));

        await engine.ApplyAsync(Store.Put("after", "1"));
        Assert.Equal(acknowledged - 1, (await engine.ListAsync()).Entries.Count);
    }

    [Fact]
    public async Task Lease_DiskIsFull_EndsByItsOwnClock()
    {
        using StoreFolder folder = new();
        await using SqliteEngine engine = folder.Open();
        engine.Store.MaximumPages = 200;
        ILease lease = await engine.LeaseAsync(TimeSpan.FromSeconds(1));
        await FillAsync(engine);

        await lease.Lost.WaitAsync(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<LeaseLostException>(async () => await lease.RenewAsync(CancellationToken.None));
    }

    /// <summary>Puts entries until there is no room, and checks that every answer was the truth.</summary>
    private static async Task<int> FillAsync(SqliteEngine engine)
    {
        byte[] value = new byte[64 * 1024];
        for (int i = 0; i < 1000; i++)
        {
            try
            {
                CommitResult result = await engine.CommitAsync(Transaction.Create().Put($"k{i}", value));
                Assert.Equal(CommitOutcome.Committed, result.Outcome);
            }
            catch (StoreUnavailableException exception)
            {
                Assert.Contains("is full", exception.Message, StringComparison.Ordinal);
                Assert.Equal(i, (await engine.ListAsync()).Entries.Count);
                return i;
            }
        }

        throw new InvalidOperationException("The disk never became full.");
    }
}
