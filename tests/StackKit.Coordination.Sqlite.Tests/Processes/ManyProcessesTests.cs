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

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }
}
