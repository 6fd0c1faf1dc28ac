using System.Text.Json;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class ThresholdAnalysisTests
{
    private const double Good = 0.1;
    private const double Bad = 9;
    private const double Between = 3;

    [Fact]
    public void Record_CountSuccesses_Promotes()
    {
        ThresholdAnalysis analysis = Create(count: 3);

        Record(analysis, Good, Good);
        Verdict before = analysis.Evaluate().Verdict;
        Record(analysis, Good);

        Assert.Equal(Verdict.Continue, before);
        Assert.Equal((Verdict.Promote, "SuccessCondition"), Outcome(analysis));
    }

    [Theory]
    [InlineData(0, 1, Verdict.Rollback)]
    [InlineData(2, 2, Verdict.Continue)]
    [InlineData(2, 3, Verdict.Rollback)]
    [InlineData(-1, 9, Verdict.Continue)]
    public void Record_Failures_RollBackBeyondTheLimit(int limit, int failures, Verdict expected)
    {
        ThresholdAnalysis analysis = Create(count: 10, m => m.FailureLimit = limit);

        Record(analysis, [.. Enumerable.Repeat(Bad, failures)]);

        Assert.Equal(expected, analysis.Evaluate().Verdict);
    }

    [Fact]
    public void Record_FailuresApart_AddUpBecauseTheLimitIsATotal()
    {
        ThresholdAnalysis analysis = Create(count: 10, m => m.FailureLimit = 1);

        Record(analysis, Bad, Good, Good, Bad);

        Assert.Equal((Verdict.Rollback, "FailureLimit"), Outcome(analysis));
    }

    [Theory]
    [InlineData(Between)]
    [InlineData(double.NaN)]
    [InlineData(null)]
    public void Record_NeitherSuccessNorFailure_IsInconclusive(double? value)
    {
        ThresholdAnalysis analysis = Create(count: 3);

        analysis.Record(0, new(value, null, default), TimeSpan.Zero);

        Assert.Equal((Verdict.Inconclusive, "InconclusiveLimit"), Outcome(analysis));
    }

    [Fact]
    public void Record_ErrorsInARow_AreInconclusiveOnlyBeyondTheLimit()
    {
        ThresholdAnalysis analysis = Create(count: 3);

        RecordErrors(analysis, 4);
        Verdict four = analysis.Evaluate().Verdict;
        Record(analysis, Good);
        RecordErrors(analysis, 4);
        Verdict fourAgain = analysis.Evaluate().Verdict;
        RecordErrors(analysis, 1);

        Assert.Equal((Verdict.Continue, Verdict.Continue), (four, fourAgain));
        Assert.Equal((Verdict.Inconclusive, "ConsecutiveErrorLimit"), Outcome(analysis));
    }

    [Fact]
    public void Record_Errors_DoNotUseUpTheCount()
    {
        ThresholdAnalysis analysis = Create(count: 2);

        Record(analysis, Good);
        RecordErrors(analysis, 3);

        Assert.Equal(Verdict.Continue, analysis.Evaluate().Verdict);
    }

    [Fact]
    public void Record_SuccessesInARow_EndTheMetricEarly()
    {
        ThresholdAnalysis analysis = Create(count: 10, Streak);

        Record(analysis, Good, Bad, Good, Good);
        Verdict before = analysis.Evaluate().Verdict;
        Record(analysis, Good);

        Assert.Equal((Verdict.Continue, Verdict.Promote), (before, analysis.Evaluate().Verdict));
    }

    [Fact]
    public void Record_CountReachedWithoutTheStreak_IsInconclusive()
    {
        ThresholdAnalysis analysis = Create(count: 4, Streak);

        Record(analysis, Good, Good, Bad, Good);

        Assert.Equal(Verdict.Inconclusive, analysis.Evaluate().Verdict);
    }

    [Fact]
    public void Record_AfterTheVerdict_ChangesNothing()
    {
        ThresholdAnalysis analysis = Create(count: 3);
        Record(analysis, Bad);

        Record(analysis, Good, Good, Good);

        Assert.Equal(Verdict.Rollback, analysis.Evaluate().Verdict);
        Assert.Equal(0, analysis.Evaluate().Thresholds[0].Successful);
        Assert.Null(analysis.NextDue(0));
    }

    [Fact]
    public void NextDue_InitialDelayThenInterval()
    {
        ThresholdAnalysis analysis = Create(count: 3, m => m.InitialDelay = TimeSpan.FromSeconds(30));

        TimeSpan? first = analysis.NextDue(0);
        analysis.Record(0, new(Good, null, default), TimeSpan.FromSeconds(32));

        Assert.Equal(TimeSpan.FromSeconds(30), first);
        Assert.Equal(TimeSpan.FromSeconds(92), analysis.NextDue(0));
    }

    [Fact]
    public void Restore_ThroughJsonBetweenMeasurements_GoesOnAlike()
    {
        ThresholdOptions options = Options(count: 4, m => m.FailureLimit = 1);
        ThresholdAnalysis analysis = new(options);
        Record(analysis, Good, Bad, Good);

        ThresholdAnalysis restored = ThresholdAnalysis.Restore(options, JsonSerializer.Deserialize<ThresholdAnalysisState>(JsonSerializer.Serialize(analysis.Save()))!);
        Record(analysis, Bad);
        Record(restored, Bad);

        Assert.Equal(Verdict.Rollback, restored.Evaluate().Verdict);
        Assert.Equal(JsonSerializer.Serialize(analysis.Evaluate()), JsonSerializer.Serialize(restored.Evaluate()));
    }

    [Fact]
    public void Restore_OtherMetrics_Throws()
    {
        ThresholdOptions other = Options(count: 1, m => m.Name = "other");

        Assert.Throws<ArgumentException>("state", () => ThresholdAnalysis.Restore(other, Create(count: 1).Save()));
    }

    [Fact]
    public void Evaluate_ElevenMeasurements_KeepsTheLatestTen()
    {
        ThresholdAnalysis analysis = Create(count: null);

        Record(analysis, [.. Enumerable.Range(1, 11).Select(i => i / 100.0)]);

        Assert.Equal(Enumerable.Range(2, 10).Select(i => (double?)(i / 100.0)), analysis.Evaluate().Thresholds[0].Latest.Select(m => m.Value));
    }

    private static void Streak(ThresholdMetricOptions metric)
    {
        metric.ConsecutiveSuccessLimit = 3;
        metric.FailureLimit = -1;
    }

    private static ThresholdAnalysis Create(int? count) => new(Options(count, _ => { }));

    private static ThresholdAnalysis Create(int? count, Action<ThresholdMetricOptions> configure) => new(Options(count, configure));

    private static ThresholdOptions Options(int? count, Action<ThresholdMetricOptions> configure)
    {
        ThresholdMetricOptions metric = new() { Name = "p99", Count = count, SuccessCondition = new() { Max = 1 }, FailureCondition = new() { Min = 5 } };
        configure(metric);
        return new() { Metrics = { metric } };
    }

    private static (Verdict Verdict, string Code) Outcome(ThresholdAnalysis analysis) => (analysis.Evaluate().Verdict, analysis.Evaluate().Code);

    private static void Record(ThresholdAnalysis analysis, params double[] values)
    {
        foreach (double value in values)
        {
            analysis.Record(0, new(value, null, DateTimeOffset.UnixEpoch), TimeSpan.Zero);
        }
    }

    private static void RecordErrors(ThresholdAnalysis analysis, int count)
    {
        for (int i = 0; i < count; i++)
        {
            analysis.Record(0, new(null, "connection refused", DateTimeOffset.UnixEpoch), TimeSpan.Zero);
        }
    }
}
