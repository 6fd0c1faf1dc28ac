using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class SequentialAnalysisEvidenceTests
{
    public static TheoryData<string> Fields =>
    [
        nameof(EvidenceDelta.CandidateRequests),
        nameof(EvidenceDelta.CandidateFailures),
        nameof(EvidenceDelta.StableRequests),
        nameof(EvidenceDelta.StableFailures),
        nameof(EvidenceDelta.ForcedCandidateRequests),
        nameof(EvidenceDelta.ForcedCandidateFailures),
        nameof(EvidenceDelta.CandidateKeys),
        nameof(EvidenceDelta.StableKeys),
        nameof(EvidenceDelta.CandidateRawFailures),
        nameof(EvidenceDelta.CandidateTopKeyFailures),
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Observe_NegativeCount_IsRefusedByNameAndChangesNothing(string field)
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        analysis.Observe(AnalysisFixture.Delta(0.1, 100, 2, 900, 3));
        AnalysisReport before = analysis.Judge(options);
        object delta = AnalysisFixture.Delta(0.1, 5, 5, 5, 5);
        typeof(EvidenceDelta).GetProperty(field)!.SetValue(delta, -1L);

        InvalidEvidenceException exception = Assert.Throws<InvalidEvidenceException>(() => analysis.Observe((EvidenceDelta)delta));

        Assert.Equal(field, exception.Field);
        Assert.Equal(before.Metrics, analysis.Judge(options).Metrics);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void Observe_ImpossibleWeight_IsRefused(double weight)
    {
        SequentialAnalysis analysis = AnalysisFixture.Begin(AnalysisFixture.ErrorsOnly());

        InvalidEvidenceException exception = Assert.Throws<InvalidEvidenceException>(() => analysis.Observe(AnalysisFixture.Delta(weight, 1, 1, 1, 1)));

        Assert.Equal("Weight", exception.Field);
    }

    [Fact]
    public void Observe_HistogramOfAnotherLayout_IsRefused()
    {
        SequentialAnalysis analysis = AnalysisFixture.Begin(new AnalysisOptions());

        Assert.Throws<InvalidEvidenceException>(() => analysis.Observe(new() { Weight = 0.1, StableLatency = new long[10] }));
    }

    [Fact]
    public void Observe_EmptyDelta_ChangesNothing()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        analysis.Observe(AnalysisFixture.Delta(0.1, 100, 2, 900, 3));
        AnalysisReport before = analysis.Judge(options);

        analysis.Observe(new() { Weight = 0.7 });

        Assert.Equal(before.Metrics, analysis.Judge(options).Metrics);
    }

    [Fact]
    public void Evaluate_FewStickyKeysAndOneOfThemFails_SaysSo()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(new() { Weight = 0.1, CandidateRequests = 40, CandidateKeys = 40, StableRequests = 360, StableKeys = 360, CandidateFailures = 2, CandidateRawFailures = 90, CandidateTopKeyFailures = 89 });
        IReadOnlyList<string> notices = analysis.Judge(options).Notices;

        Assert.Contains(notices, n => n.Contains("40 distinct sticky keys", StringComparison.Ordinal));
        Assert.Contains(notices, n => n.Contains("single sticky key", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_ManyKeysAndSpreadFailures_HasNoNotices()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(new() { Weight = 0.1, CandidateRequests = 600, CandidateKeys = 600, StableRequests = 5400, StableKeys = 5400, CandidateFailures = 3, CandidateRawFailures = 9, CandidateTopKeyFailures = 3, StableFailures = 27 });

        Assert.Empty(analysis.Judge(options).Notices);
    }

    [Fact]
    public void Observe_SecondTime_AllocatesNothing()
    {
        SequentialAnalysis analysis = AnalysisFixture.Begin(new AnalysisOptions { MaxErrorRate = 0.01, RequireLatencyEvidence = true }, steps: 4);
        long[] latencies = AnalysisFixture.Latencies((20, 300), (80, 100), (300, 5));
        analysis.SetLatencyBaseline(latencies);
        EvidenceDelta delta = AnalysisFixture.Delta(0.1, 100, 1, 900, 2) with { CandidateLatency = latencies, StableLatency = latencies };
        analysis.Observe(delta);

        long before = GC.GetAllocatedBytesForCurrentThread();
        analysis.Observe(delta);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }
}
