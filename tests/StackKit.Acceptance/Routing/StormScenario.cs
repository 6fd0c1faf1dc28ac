using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-STORM: constant updates cost readers no allocation, and leave nothing behind.</summary>
public sealed class StormScenario : IScenario
{
    private const int WarmUp = 5_000;
    private const int Updates = 100_000;
    private const long MostGrowth = 8 << 20; // of the whole process; what was published is a gigabyte

    /// <inheritdoc/>
    public string Id => "RT-STORM";

    /// <inheritdoc/>
    public string Statement => "100,000 updates of two versions with pools of 10, as fast as they go, under 2 readers: 0 bytes for decisions, every old snapshot is collected; one who keeps them is found out.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        Storm storm = new(leaks: false);
        storm.Run(WarmUp, cancellationToken);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        TimeSpan took = storm.Run(Updates, cancellationToken);
        int alive = storm.CountAlive();
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        long decisions = storm.LastReaders.Sum(reader => reader.Decisions);
        long missing = storm.LastReaders.Sum(reader => reader.Missing);
        long bytes = storm.LastReaders.Sum(reader => reader.Bytes);
        run.Figure("updates", Updates);
        run.Figure("updates-per-second", Updates / took.TotalSeconds);
        run.Figure("decisions", decisions);
        run.Figure("bytes", bytes);
        run.Figure("report-bytes-per-split", storm.LastReaders.Sum(reader => reader.ReportBytes) * 2 / Updates);
        run.Figure("old-alive", $"{alive}/{storm.Samples}");
        run.Figure("growth-bytes", growth);
        run.Check(bytes == 0, $"{decisions} decisions allocated {bytes} bytes.");
        run.Check(missing == 0, $"{missing} of {decisions} decisions are missing.");
        run.Check(alive == 0, $"{alive} of {storm.Samples} parts of old snapshots are still there.");
        run.Check(growth <= MostGrowth, $"The memory grew by {growth} bytes.");
        GC.KeepAlive(storm);
        TryControls(run, cancellationToken);
        return Task.CompletedTask;
    }

    private static void TryControls(ScenarioRun run, CancellationToken cancellationToken)
    {
        Storm leaking = new(leaks: true);
        leaking.Run(WarmUp, cancellationToken);
        int alive = leaking.CountAlive();
        run.Figure("old-alive-of-control", $"{alive}/{leaking.Samples}");
        run.Check(alive == leaking.Samples, $"The control is no control: of {leaking.Samples} parts that somebody keeps {alive} are found.");

        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new object());
        run.Check(GC.GetAllocatedBytesForCurrentThread() > before, "The control is no control: an object takes no bytes.");
    }
}
