using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Deploy.Tests.Analysis;

/// <summary>Short ways to set up and ask a judge.</summary>
internal static class AnalysisFixture
{
    /// <summary>Asks as the control loop does for a step that takes its limits from the options and wants evidence.</summary>
    public static AnalysisReport Judge(this SequentialAnalysis analysis, AnalysisOptions options, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(options);
        return analysis.Evaluate(elapsed, StepRequirement.Of(new RolloutStep.Analyse(), options));
    }

    public static AnalysisReport Judge(this SequentialAnalysis analysis, AnalysisOptions options) => analysis.Judge(options, TimeSpan.FromMinutes(1));

    public static SequentialAnalysis Begin(AnalysisOptions options, int steps)
    {
        SequentialAnalysis analysis = new(options, steps);
        analysis.BeginStep(0);
        return analysis;
    }

    public static SequentialAnalysis Begin(AnalysisOptions options) => Begin(options, steps: 1);

    public static AnalysisOptions ErrorsOnly() => new() { LatencyRollback = false };

    public static EvidenceDelta Delta(double weight, long candidate, long candidateFailures, long stable, long stableFailures) => new()
    {
        Weight = weight,
        CandidateRequests = candidate,
        CandidateFailures = candidateFailures,
        StableRequests = stable,
        StableFailures = stableFailures,
    };

    /// <summary>A histogram with the given counts around each latency.</summary>
    public static long[] Latencies(params (double Milliseconds, long Count)[] samples)
    {
        long[] histogram = new long[LatencyBuckets.Count];
        foreach ((double milliseconds, long count) in samples)
        {
            histogram[LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(milliseconds))] += count;
        }

        return histogram;
    }
}
