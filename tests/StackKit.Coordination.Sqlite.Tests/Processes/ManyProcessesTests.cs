using Microsoft.Data.Sqlite;
using StackKit.Coordination.Sqlite.Tests.Faults;

namespace StackKit.Coordination.Sqlite.Tests.Processes;

public sealed class ManyProcessesTests : IDisposable
{
    private const int Processes = 4;
    private const int Times = 150;

    private readonly StoreFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2), TimeProvider.System);

    [Fact]
    public async Task Increment_FourProcessesAtOnce_IsGapless()
    {
        // They make the file together, too.
        ChildProcess[] processes = [.. Enumerable.Range(0, Processes).Select(_ => new ChildProcess(_folder.File))];
        foreach (ChildProcess process in processes)
        {
            await process.TellAsync($"increment counter {Times}");
        }

        await Task.WhenAll(processes.Select(process => process.HearAsync(static line => line == "done", _limit.Token)));
        long[] acknowledged = [.. processes.SelectMany(static process => process.Acknowledged).Order()];
        foreach (ChildProcess process in processes)
        {
            await process.DisposeAsync();
        }

        Assert.Equal(Enumerable.Range(1, Processes * Times).Select(static number => (long)number), acknowledged);
        await using SqliteEngine engine = _folder.Open();
        Assert.Equal($"counter={Processes * Times}", await engine.TellAsync());
    }

    [Fact]
    public async Task Replace_WhileProcessesWrite_LeavesAnIntactStore()
    {
        ChildProcess[] processes = [.. Enumerable.Range(0, 3).Select(_ => new ChildProcess(_folder.File))];
        foreach (ChildProcess process in processes)
        {
            await process.TellAsync("hammer");
        }

        foreach (string kind in new[] { "replaced by another store", "deleted", "replaced by another store", "deleted with its log", "replaced by another store" })
        {
            int[] before = [.. processes.Select(static process => process.Acknowledged.Count)];
            await Condition.HoldsAsync(() => processes.Zip(before).All(static pair => pair.First.Acknowledged.Count > pair.Second + 20));
            await Replacement.ApplyAsync(kind, _folder, "");
        }

        int[] last = [.. processes.Select(static process => process.Acknowledged.Count)];
        await Condition.HoldsAsync(() => processes.Zip(last).All(static pair => pair.First.Acknowledged.Count > pair.Second + 20));
        foreach (ChildProcess process in processes)
        {
            await process.DisposeAsync();
        }

        await using SqliteEngine engine = _folder.Open();
        Listing listing = await engine.ListAsync();
        Assert.Equal(3, listing.Entries.Count(static entry => !entry.Key.StartsWith("web/k", StringComparison.Ordinal) && entry.Key != "other"));
        Assert.Contains(listing.Entries, static entry => entry.Key == "other");
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Vacuum_WhileProcessesWrite_DisturbsNobody()
    {
        ChildProcess[] processes = [.. Enumerable.Range(0, 3).Select(_ => new ChildProcess(_folder.File))];
        foreach (ChildProcess process in processes)
        {
            await process.TellAsync("hammer");
        }

        for (int round = 0; round < 20; round++)
        {
            int[] before = [.. processes.Select(static process => process.Acknowledged.Count)];
            await Condition.HoldsAsync(() => processes.Zip(before).All(static pair => pair.First.Acknowledged.Count > pair.Second + 10));
            Ask(round % 2 == 0 ? "VACUUM" : "PRAGMA wal_checkpoint(TRUNCATE)");
        }

        string[] complaints = [.. processes.SelectMany(static process => process.Lines).Where(static line => line.StartsWith("unavailable", StringComparison.Ordinal))];
        foreach (ChildProcess process in processes)
        {
            await process.DisposeAsync();
        }

        Assert.Empty(complaints);
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private object? Ask(string sql)
    {
        using SqliteConnection connection = Replacement.Connect(_folder.File);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
