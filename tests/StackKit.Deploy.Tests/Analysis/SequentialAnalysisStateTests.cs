using System.Text.Json;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class SequentialAnalysisStateTests
{
    private static readonly long[] s_latencies = AnalysisFixture.Latencies((10, 500), (20, 250), (40, 150), (60, 50), (100, 40), (200, 9), (500, 1));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Restore_ThroughJsonAtAnyTime_GoesOnExactlyAlike(int restoreAfter)
    {
        AnalysisOptions options = new() { MaxErrorRate = 0.01, RequireLatencyEvidence = true };
        SequentialAnalysis original = AnalysisFixture.Begin(options, steps: 3);
        SequentialAnalysis copy = AnalysisFixture.Begin(options, steps: 3);
        for (int i = 0; i < 8; i++)
        {
            if (i == restoreAfter)
            {
                copy = Roundtrip(options, copy);
            }

            original.BeginStep(i / 3);
            copy.BeginStep(i / 3);
            EvidenceDelta delta = AnalysisFixture.Delta(0.1 * ((i / 3) + 1), 200, i % 3, 1800, 9) with { CandidateLatency = s_latencies, StableLatency = s_latencies, CandidateKeys = 3, CandidateRawFailures = 2 };
            original.Observe(delta);
            copy.Observe(delta);
        }

        AnalysisReport expected = original.Judge(options);
        AnalysisReport actual = copy.Judge(options);
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
        Assert.Equal(original.EstimateRateRatio(), copy.EstimateRateRatio());
    }

    [Fact]
    public void Restore_UnderOtherOptions_Throws()
    {
        SequentialAnalysis analysis = AnalysisFixture.Begin(new AnalysisOptions());

        Assert.Throws<ArgumentException>("state", () => SequentialAnalysis.Restore(new() { Alpha = 0.05 }, analysis.Save()));
    }

    [Fact]
    public void Save_ThenObserve_DoesNotChangeWhatWasSaved()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        SequentialAnalysisState state = analysis.Save();

        analysis.Observe(AnalysisFixture.Delta(0.1, 100, 50, 900, 0));

        Assert.Equal(Verdict.Continue, SequentialAnalysis.Restore(options, state).Judge(options).Verdict);
    }

    [Fact]
    public void Report_Json_RoundTrips()
    {
        AnalysisOptions options = new() { PromoteRatio = 1.5, PromoteMargin = 0 };
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        analysis.SetLatencyBaseline(s_latencies);
        analysis.Observe(AnalysisFixture.Delta(0.1, 100, 50, 900, 2));
        AnalysisReport report = analysis.Judge(options) with { RateRatio = analysis.EstimateRateRatio() };

        string json = JsonSerializer.Serialize(report);
        AnalysisReport back = JsonSerializer.Deserialize<AnalysisReport>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(back));
        Assert.Equal(report.Metrics, back.Metrics);
        Assert.Equal(report.RateRatio, back.RateRatio);
    }

    private static SequentialAnalysis Roundtrip(AnalysisOptions options, SequentialAnalysis analysis) =>
        SequentialAnalysis.Restore(options, JsonSerializer.Deserialize<SequentialAnalysisState>(JsonSerializer.Serialize(analysis.Save()))!);
}
