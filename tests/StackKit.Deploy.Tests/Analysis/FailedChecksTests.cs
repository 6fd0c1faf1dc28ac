using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class FailedChecksTests
{
    [Fact]
    public void Record_FailedChecksApart_AddUpUntilTheThreshold()
    {
        ThresholdAnalysis analysis = Create(threshold: 2, count: 10);

        Check(analysis, 2, 0);
        Check(analysis, 0, 0);
        Verdict one = analysis.Evaluate().Verdict;
        Check(analysis, 0, 2);

        Assert.Equal(Verdict.Continue, one);
        Assert.Equal("FailedChecks", analysis.Evaluate().Code);
        Assert.Equal(Verdict.Rollback, analysis.Evaluate().Verdict);
    }

    [Fact]
    public void Record_BothMetricsFailInOneCheck_CountsOnce()
    {
        ThresholdAnalysis analysis = Create(threshold: 2, count: 10);

        Check(analysis, 2, 2);

        Assert.Equal(Verdict.Continue, analysis.Evaluate().Verdict);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(double.NaN, null)]
    [InlineData(null, "no answer")]
    public void Record_NoValue_FailsTheCheck(double? value, string? error)
    {
        ThresholdAnalysis analysis = Create(threshold: 1, count: 10);

        analysis.Record(0, new(value, error, default), TimeSpan.Zero);
        analysis.Record(1, new(0, null, default), TimeSpan.Zero);

        Assert.Equal(Verdict.Rollback, analysis.Evaluate().Verdict);
    }

    [Fact]
    public void Record_CountPassedChecks_Promotes()
    {
        ThresholdAnalysis analysis = Create(threshold: 3, count: 2);

        Check(analysis, 0, 0);
        Check(analysis, 2, 0);
        Verdict before = analysis.Evaluate().Verdict;
        Check(analysis, 0, 0);

        Assert.Equal((Verdict.Continue, Verdict.Promote), (before, analysis.Evaluate().Verdict));
    }

    private static ThresholdAnalysis Create(int threshold, int count) => new(new()
    {
        Threshold = threshold,
        Metrics =
        {
            new() { Name = "errors", Count = count, SuccessCondition = new() { Max = 1 } },
            new() { Name = "p99", Count = count, SuccessCondition = new() { Max = 1 } },
        },
    });

    private static void Check(ThresholdAnalysis analysis, double errors, double p99)
    {
        analysis.Record(0, new(errors, null, default), TimeSpan.Zero);
        analysis.Record(1, new(p99, null, default), TimeSpan.Zero);
    }
}
