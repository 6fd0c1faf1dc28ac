using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class SequentialAnalysisVerdictTests
{
    [Fact]
    public void Evaluate_NothingObserved_Continues()
    {
        AnalysisOptions options = new();

        AnalysisReport report = AnalysisFixture.Begin(options).Judge(options);

        Assert.Equal((Verdict.Continue, "Collecting"), (report.Verdict, report.Code));
        Assert.Equal(1, report.PValue);
        Assert.Null(report.CandidateErrorRate);
    }

    [Fact]
    public void Evaluate_CandidateFailsTenTimesAsOften_RollsBackWithTheFigures()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(AnalysisFixture.Delta(0.05, 400, 20, 7600, 38));
        AnalysisReport report = analysis.Judge(options);

        Assert.Equal((Verdict.Rollback, "ErrorRate"), (report.Verdict, report.Code));
        Assert.Contains("20 of 400", report.Text, StringComparison.Ordinal);
        Assert.Equal(0.05, report.CandidateErrorRate);
        Assert.True(report.PValue < options.Alpha);
        Assert.True(report.LogRollback >= report.LogRollbackThreshold);
    }

    [Fact]
    public void Evaluate_EqualArmsWithEnoughTraffic_Promotes()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(AnalysisFixture.Delta(0.05, 4000, 8, 76_000, 152));

        Assert.Equal(Verdict.Promote, analysis.Judge(options).Verdict);
    }

    [Fact]
    public void Evaluate_GoodButBeforeTheLeastDuration_Continues()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        options.MinDuration = TimeSpan.FromMinutes(10);
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);
        analysis.Observe(AnalysisFixture.Delta(0.05, 4000, 8, 76_000, 152));

        Verdict before = analysis.Judge(options, TimeSpan.FromMinutes(9)).Verdict;
        Verdict after = analysis.Judge(options, TimeSpan.FromMinutes(10)).Verdict;

        Assert.Equal((Verdict.Continue, Verdict.Promote), (before, after));
    }

    [Fact]
    public void Evaluate_GoodButTooFewRequests_Continues()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        options.PromoteMargin = 0.05;
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(AnalysisFixture.Delta(0.5, 499, 0, 499, 0));
        Verdict before = analysis.Judge(options).Verdict;
        analysis.Observe(AnalysisFixture.Delta(0.5, 1, 0, 1, 0));

        Assert.Equal(Verdict.Continue, before);
        Assert.Equal(Verdict.Promote, analysis.Judge(options).Verdict);
    }

    [Fact]
    public void Evaluate_FewerThanTheLeastFailures_HoldsTheRollbackBackAndSaysSo()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(AnalysisFixture.Delta(0.001, 10, 2, 9990, 0));
        AnalysisReport two = analysis.Judge(options);
        analysis.Observe(AnalysisFixture.Delta(0.001, 1, 1, 999, 0));

        Assert.Equal(Verdict.Continue, two.Verdict);
        Assert.Contains(two.Notices, n => n.Contains("fewer than 3", StringComparison.Ordinal));
        Assert.Equal(Verdict.Rollback, analysis.Judge(options).Verdict);
    }

    [Fact]
    public void Evaluate_BothArmsFail_IsInconclusiveBecauseStableIsUnhealthy()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        options.MaxErrorRate = 0.01;
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(AnalysisFixture.Delta(0.1, 1000, 300, 9000, 2700));
        AnalysisReport report = analysis.Judge(options);

        Assert.Equal((Verdict.Inconclusive, "BaselineUnhealthy"), (report.Verdict, report.Code));
    }

    [Fact]
    public void Evaluate_StableUnhealthyAndCandidateWorseStill_RollsBack()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(AnalysisFixture.Delta(0.1, 1000, 900, 9000, 2700));

        Assert.Equal(Verdict.Rollback, analysis.Judge(options).Verdict);
    }

    [Theory]
    [InlineData(AbsoluteRateCombination.Either, Verdict.Rollback)]
    [InlineData(AbsoluteRateCombination.Both, Verdict.Continue)]
    public void Evaluate_BothArmsAboveTheCeiling_DependsOnTheCombination(AbsoluteRateCombination combination, Verdict expected)
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        options.MaxErrorRate = 0.01;
        options.MaxErrorRateCombination = combination;
        options.MinCandidateRequests = long.MaxValue;
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(AnalysisFixture.Delta(0.1, 1000, 50, 9000, 450));

        Assert.Equal(expected, analysis.Judge(options).Verdict);
    }

    [Fact]
    public void Evaluate_ForcedRequestsFail_OnlyTheCeilingCounts()
    {
        AnalysisOptions relative = AnalysisFixture.ErrorsOnly();
        AnalysisOptions ceiling = AnalysisFixture.ErrorsOnly();
        ceiling.MaxErrorRate = 0.01;
        EvidenceDelta forced = new() { Weight = 0.1, ForcedCandidateRequests = 200, ForcedCandidateFailures = 100 };
        SequentialAnalysis without = AnalysisFixture.Begin(relative);
        SequentialAnalysis with = AnalysisFixture.Begin(ceiling);

        without.Observe(forced);
        with.Observe(forced);

        Assert.Equal(Verdict.Continue, without.Judge(relative).Verdict);
        Assert.Equal("AbsoluteErrorRate", with.Judge(ceiling).Code);
    }

    [Theory]
    [InlineData(0, "InsufficientEvidence")]
    [InlineData(100, "InsufficientEvidence")]
    [InlineData(600, "Undecided")]
    public void Evaluate_UndecidedAtTheEnd_IsInconclusive(long requests, string code)
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        options.MaxDuration = TimeSpan.FromHours(1);
        SequentialAnalysis analysis = AnalysisFixture.Begin(options);

        analysis.Observe(AnalysisFixture.Delta(0.5, requests, requests / 100, requests, requests / 100));
        AnalysisReport report = analysis.Judge(options, TimeSpan.FromHours(1));

        Assert.Equal((Verdict.Inconclusive, code), (report.Verdict, report.Code));
    }
}
