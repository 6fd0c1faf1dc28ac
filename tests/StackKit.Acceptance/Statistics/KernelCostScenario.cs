using System.Diagnostics;
using StackKit.Acceptance.Harness;
using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A11: an update costs less than two microseconds and allocates nothing.</summary>
public sealed class KernelCostScenario : IScenario
{
    private const int Kernels = 8;
    private const int Rounds = 2000;
    private const int Batches = 200;
    private const double MaxMicroseconds = 2;

    /// <inheritdoc/>
    public string Id => "K-A11";

    /// <inheritdoc/>
    public string Statement => "Updating 8 kernels of 8 alternatives takes under 2 us (fastest batch) and allocates nothing.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        SequentialKernel[] kernels = [.. Enumerable.Range(0, Kernels).Select(_ => new SequentialKernel(KernelGrids.ErrorRollback, 1, 0.001))];
        double update = Measure(kernels, changeWeight: false, read: false);
        double updateAndRead = Measure(kernels, changeWeight: false, read: true);
        double changing = Measure(kernels, changeWeight: true, read: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Round(kernels, 0.05, read: true);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        (double judge, long judgeAllocated) = MeasureJudge();
        run.Note($"8 kernels x 8 alternatives: update {update:0.000} us, with reading the evidence {updateAndRead:0.000} us, with a new weight each time {changing:0.000} us, {allocated} bytes");
        run.Note($"one delta with both histograms through the whole judge of ten steps: {judge:0.0} us, {judgeAllocated} bytes");
        run.Figure("update_us", update);
        run.Figure("update_and_read_us", updateAndRead);
        run.Figure("new_weight_us", changing);
        run.Figure("judge_observe_us", judge);
        run.Figure("bytes", allocated + judgeAllocated);
        run.Check(update < MaxMicroseconds, $"An update of 8 kernels takes {update:0.000} us.");
        run.Check(allocated == 0 && judgeAllocated == 0, $"{allocated} and {judgeAllocated} bytes are allocated.");
        return Task.CompletedTask;
    }

    private static double Measure(SequentialKernel[] kernels, bool changeWeight, bool read)
    {
        double fastest = double.MaxValue;
        double sink = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            long started = Stopwatch.GetTimestamp();
            for (int i = 0; i < Rounds; i++)
            {
                sink += Round(kernels, changeWeight && (i & 1) == 1 ? 0.1 : 0.05, read);
            }

            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(started).TotalMicroseconds / Rounds);
        }

        GC.KeepAlive(sink);
        return fastest;
    }

    private static double Round(SequentialKernel[] kernels, double weight, bool read)
    {
        double sum = 0;
        foreach (SequentialKernel kernel in kernels)
        {
            kernel.Update(weight, 100, 1, 19);
            sum += read ? kernel.LogEvidence : 0;
        }

        return sum;
    }

    private static (double Microseconds, long Bytes) MeasureJudge()
    {
        SequentialAnalysis judge = new(new AnalysisOptions { MaxErrorRate = 0.01, RequireLatencyEvidence = true }, 10);
        long[] latencies = new long[LatencyBuckets.Count];
        latencies.AsSpan(200, 60).Fill(10);
        judge.SetLatencyBaseline(latencies);
        for (int step = 0; step < 10; step++)
        {
            judge.BeginStep(step);
        }

        EvidenceDelta delta = new() { Weight = 0.05, CandidateRequests = 30, CandidateFailures = 1, StableRequests = 570, StableFailures = 2, CandidateLatency = latencies, StableLatency = latencies };
        judge.Observe(delta);
        double fastest = double.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            long started = Stopwatch.GetTimestamp();
            for (int i = 0; i < 20; i++)
            {
                judge.Observe(delta);
            }

            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(started).TotalMicroseconds / 20);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        judge.Observe(delta);
        return (fastest, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
