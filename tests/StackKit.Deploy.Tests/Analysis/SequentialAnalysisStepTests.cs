using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class SequentialAnalysisStepTests
{
    [Fact]
    public void BeginStep_NextStep_ForgetsTheEvidenceForAPromotion()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options, steps: 2);
        analysis.Observe(AnalysisFixture.Delta(0.05, 4000, 8, 76_000, 152));
        Verdict first = analysis.Judge(options).Verdict;

        analysis.BeginStep(1);

        Assert.Equal(Verdict.Promote, first);
        Assert.Equal(Verdict.Continue, analysis.Judge(options).Verdict);
    }

    [Fact]
    public void BeginStep_SameStepAgain_ChangesNothing()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis analysis = AnalysisFixture.Begin(options, steps: 2);
        analysis.BeginStep(1);
        analysis.Observe(AnalysisFixture.Delta(0.05, 4000, 8, 76_000, 152));

        analysis.BeginStep(1);

        Assert.Equal(Verdict.Promote, analysis.Judge(options).Verdict);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void BeginStep_BackwardsOrBeyondTheLast_Throws(int wrong)
    {
        SequentialAnalysis analysis = AnalysisFixture.Begin(AnalysisFixture.ErrorsOnly(), steps: 3);
        analysis.BeginStep(1);

        Assert.Throws<ArgumentOutOfRangeException>("step", () => analysis.BeginStep(wrong));
    }

    [Fact]
    public void Observe_BeforeTheFirstStep_Throws()
    {
        SequentialAnalysis analysis = new(AnalysisFixture.ErrorsOnly(), 1);

        Assert.Throws<InvalidOperationException>(() => analysis.Observe(AnalysisFixture.Delta(0.1, 1, 0, 1, 0)));
    }

    [Fact]
    public void Evaluate_CandidateBreaksAtALaterStep_RollsBackThoughTheFirstWasLongAndGood()
    {
        AnalysisOptions options = AnalysisFixture.ErrorsOnly();
        SequentialAnalysis plain = AnalysisFixture.Begin(options);
        SequentialAnalysis stepped = AnalysisFixture.Begin(options, steps: 2);
        EvidenceDelta good = AnalysisFixture.Delta(0.1, 50_000, 200, 450_000, 2250);
        EvidenceDelta bad = AnalysisFixture.Delta(0.2, 500, 14, 2000, 10);
        plain.Observe(good);
        stepped.Observe(good);

        stepped.BeginStep(1);
        plain.Observe(bad);
        stepped.Observe(bad);

        Assert.NotEqual(Verdict.Rollback, plain.Judge(options).Verdict);
        Assert.Equal(Verdict.Rollback, stepped.Judge(options).Verdict);
    }
}
