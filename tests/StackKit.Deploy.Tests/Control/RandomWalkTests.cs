using StackKit.Deploy.Analysis;
using StackKit.Deploy.Control;

namespace StackKit.Deploy.Tests.Control;

/// <summary>Whatever is asked, fails, stalls or is found out, in any order: the checks of <see cref="SafetyChecker"/> hold at every step, and an abort ends it.</summary>
public sealed class RandomWalkTests
{
    private static readonly RolloutCommandKind[] s_commands = [.. Enum.GetValues<RolloutCommandKind>().Where(k => k != RolloutCommandKind.Start)];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decide_AnythingInAnyOrder_KeepsItsRulesAndEnds(int seed)
    {
        Random random = new(seed);
        RolloutDriver driver = Begin(random);
        for (int i = 0; i < 80 && !driver.State.IsTerminal; i++)
        {
            driver.Acknowledges = random.Next(10) > 0;
            OperationStatus?[] answers = [null, OperationStatus.Succeeded, OperationStatus.Succeeded, OperationStatus.Succeeded, random.Next(6) == 0 ? OperationStatus.Failed : OperationStatus.Succeeded];
            driver.Answer = _ => answers[random.Next(answers.Length)];
            driver.Analysis = Report(random);
            driver.DependencyError = random.Next(15) == 0 ? "gone" : null;
            driver.Pass(TimeSpan.FromSeconds(random.Next(90)));
            driver.DecideOn([.. Commands(random, driver)]);
        }

        bool wasTerminal = driver.State.IsTerminal;
        driver.Acknowledges = true;
        driver.Answer = static _ => OperationStatus.Succeeded;
        driver.Analysis = null;
        driver.DependencyError = null;
        if (!wasTerminal)
        {
            driver.Decide(RolloutCommandKind.Abort);
        }

        for (int i = 0; i < 200 && !driver.State.IsTerminal; i++)
        {
            driver.Pass(TimeSpan.FromMinutes(2)).Decide();
        }

        Assert.True(driver.State.IsTerminal, $"It is {driver.State.Phase}.");
        Assert.True(driver.State.Phase == RolloutPhase.Succeeded ? driver.State.CandidateWeight == 1 : wasTerminal || driver.State.CandidateWeight == 0, $"It is {driver.State.Phase} with the candidate at {driver.State.CandidateWeight}.");
    }

    private static RolloutDriver Begin(Random random)
    {
        RolloutStep[] steps =
        [
            new RolloutStep.SetWeight(random.NextDouble()),
            new RolloutStep.Analyse(),
            new RolloutStep.AwaitGate("go", TimeSpan.FromMinutes(5)) { Approvals = random.Next(1, 3) },
            new RolloutStep.RunHook("smoke"),
            new RolloutStep.SetWeight(1),
            new RolloutStep.Pause(TimeSpan.FromMinutes(1)),
        ];
        RolloutPlan plan = RolloutDriver.Plan([.. steps.Where(_ => random.Next(3) > 0)]);
        bool inPlace = random.Next(2) == 0;
        return new RolloutDriver(plan with { Shape = inPlace ? RolloutShape.InPlace : RolloutShape.Beside, CandidateInstances = inPlace ? 1 : random.Next(1, 4), Verify = random.Next(2) == 0 ? ["smoke"] : [] }, stables: random.Next(2, 5));
    }

    private static AnalysisReport? Report(Random random) => random.Next(12) switch
    {
        0 => RolloutDriver.Report(Verdict.Rollback, AnalysisCodes.ErrorRate),
        1 => RolloutDriver.Report(Verdict.Inconclusive, AnalysisCodes.BaselineUnhealthy),
        2 => RolloutDriver.Report(Verdict.Inconclusive, AnalysisCodes.Undecided),
        < 6 => RolloutDriver.Report(Verdict.Promote, AnalysisCodes.EvidenceReached),
        _ => null,
    };

    private static IEnumerable<RolloutCommand> Commands(Random random, RolloutDriver driver)
    {
        while (random.Next(5) == 0)
        {
            yield return driver.Command(s_commands[random.Next(s_commands.Length)]) with { Actor = random.Next(2) == 0 ? "ben" : "eva" };
        }
    }
}
