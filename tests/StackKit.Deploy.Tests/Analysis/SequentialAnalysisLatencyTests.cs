using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class SequentialAnalysisLatencyTests
{
    private static readonly long[] s_usual = AnalysisFixture.Latencies((10, 500), (20, 250), (40, 150), (60, 50), (100, 40), (200, 9), (500, 1));

    [Fact]
    public void Evaluate_SlowerCandidate_RollsBackForLatency()
    {
        AnalysisOptions options = new();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        analysis.SetLatencyBaseline(s_usual);

        analysis.Observe(new() { Weight = 0.1, CandidateRequests = 111, StableRequests = 1000, StableLatency = s_usual, CandidateLatency = AnalysisFixture.Latencies((20, 30), (60, 50), (200, 31)) });
        AnalysisReport report = analysis.Judge(options);

        Assert.Equal((Verdict.Rollback, "Latency"), (report.Verdict, report.Code));
        Assert.Contains(" ms", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_SlowerCandidateButLatencyIsOff_Continues()
    {
        AnalysisOptions options = new() { LatencyRollback = false };
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        analysis.SetLatencyBaseline(s_usual);

        analysis.Observe(new() { Weight = 0.1, CandidateRequests = 111, StableRequests = 1000, StableLatency = s_usual, CandidateLatency = AnalysisFixture.Latencies((200, 111)) });

        Assert.Equal(Verdict.Continue, analysis.Judge(options).Verdict);
    }

    [Fact]
    public void Observe_WithoutHistory_UsesTheFirstSamplesOnlyToChooseTheBounds()
    {
        AnalysisOptions options = new();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        EvidenceDelta slow = new() { Weight = 0.1, CandidateRequests = 100, StableRequests = 1000, StableLatency = s_usual, CandidateLatency = AnalysisFixture.Latencies((200, 100)) };

        analysis.Observe(slow);
        AnalysisReport learned = analysis.Judge(options);
        analysis.Observe(slow);

        Assert.Equal(Verdict.Continue, learned.Verdict);
        Assert.All(learned.Metrics, m => Assert.Equal(0, m.CandidateFailures));
        Assert.Equal("Latency", analysis.Judge(options).Code);
    }

    [Fact]
    public void Evaluate_BoundsNotChosenYet_SaysHowManySamplesAreMissing()
    {
        AnalysisOptions options = new();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(new() { Weight = 0.1, StableRequests = 120, StableLatency = AnalysisFixture.Latencies((10, 120)) });

        Assert.Contains(analysis.Judge(options).Notices, n => n.Contains("120 of 300", StringComparison.Ordinal));
    }

    [Fact]
    public void SetLatencyBaseline_TooFewSamplesOrChosenAlready_IsNotUsed()
    {
        SequentialAnalysis analysis = AnalysisFixture.Begin(new AnalysisOptions());

        bool few = analysis.SetLatencyBaseline(AnalysisFixture.Latencies((10, 299)));
        bool enough = analysis.SetLatencyBaseline(s_usual);
        bool again = analysis.SetLatencyBaseline(s_usual);

        Assert.Equal((false, true, false), (few, enough, again));
    }

    [Fact]
    public void Evaluate_LatencyEvidenceRequired_PromotesOnlyWithIt()
    {
        AnalysisOptions options = new() { RequireLatencyEvidence = true };
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        analysis.SetLatencyBaseline(s_usual);

        analysis.Observe(AnalysisFixture.Delta(0.5, 4000, 8, 4000, 8));
        Verdict withoutLatency = analysis.Judge(options).Verdict;
        long[] tenfold = [.. s_usual.Select(c => c * 10)];
        analysis.Observe(new() { Weight = 0.5, StableLatency = tenfold, CandidateLatency = tenfold });

        Assert.Equal(Verdict.Continue, withoutLatency);
        Assert.Equal(Verdict.Promote, analysis.Judge(options).Verdict);
    }

    [Fact]
    public void Evaluate_LatencyMetrics_CountWhatIsAboveEachBound()
    {
        AnalysisOptions options = new();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        analysis.SetLatencyBaseline(s_usual);

        analysis.Observe(new() { Weight = 0.5, StableLatency = s_usual, CandidateLatency = s_usual });
        MetricEvidence[] bounds = [.. analysis.Judge(options).Metrics.Where(m => m.Name.StartsWith("Latency > ", StringComparison.Ordinal))];

        Assert.Equal([500L, 250, 100, 50, 10, 1], bounds.Select(b => b.CandidateFailures));
        Assert.All(bounds, b => Assert.Equal(1000, b.StableRequests));
        Assert.Equal(0.4 / 0.9, bounds.Sum(b => b.Weight), 12);
    }
}
