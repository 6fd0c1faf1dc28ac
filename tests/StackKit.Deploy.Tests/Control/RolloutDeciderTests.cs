using StackKit.Deploy.Analysis;
using StackKit.Deploy.Control;
using StackKit.Deploy.Evidence;
using StackKit.Routing;

namespace StackKit.Deploy.Tests.Control;

public sealed class RolloutDeciderTests
{
    private static readonly RolloutStep[] s_steps = [new RolloutStep.SetWeight(0.25), new RolloutStep.Pause(TimeSpan.FromMinutes(1)), new RolloutStep.AwaitGate("go", TimeSpan.FromHours(1))];

    public static TheoryData<RolloutShape, int> EveryDecision()
    {
        TheoryData<RolloutShape, int> cases = [];
        for (int decisions = 0; decisions < 90; decisions++)
        {
            cases.Add(RolloutShape.Beside, decisions);
            cases.Add(RolloutShape.InPlace, decisions);
        }

        return cases;
    }

    [Theory]
    [InlineData(RolloutShape.Beside)]
    [InlineData(RolloutShape.InPlace)]
    public void Decide_NothingGoesWrong_PromotesWithThreeOfFourServing(RolloutShape shape)
    {
        RolloutDriver driver = Begin(shape);

        for (int i = 0; i < 200 && !driver.State.IsTerminal; i++)
        {
            Advance(driver);
        }

        Assert.Equal(RolloutPhase.Succeeded, driver.State.Phase);
        Assert.Equal(1, driver.State.CandidateWeight);
        Assert.True(driver.PoolMinimum >= 3, $"Only {driver.PoolMinimum} instances took requests.");
        Assert.Equal(4, driver.State.Instances.Count(i => i.Target.Version == "2" && i.Stage == InstanceStage.InPool));
    }

    [Theory]
    [MemberData(nameof(EveryDecision))]
    public void Abort_AfterAnyDecision_BringsTheStableVersionBack(RolloutShape shape, int decisions)
    {
        RolloutDriver driver = Begin(shape);
        for (int i = 0; i < decisions && driver.State.Phase is not (RolloutPhase.Draining or RolloutPhase.Retiring); i++)
        {
            Advance(driver);
        }

        driver.Decide(RolloutCommandKind.Abort);
        driver.Run();

        Assert.True(driver.State.Phase is RolloutPhase.RolledBack or RolloutPhase.Cancelled, $"It is {driver.State.Phase}.");
        Assert.Equal(0, driver.State.CandidateWeight);
        Assert.Equal(4, driver.State.Instances.Count(i => i.Target.Version == "1" && i.Stage == InstanceStage.InPool));
        Assert.DoesNotContain(driver.State.Instances, i => i.Target.Version == "2" && i.Stage != InstanceStage.Retired);
        Assert.True(driver.PoolMinimum >= 3, $"Only {driver.PoolMinimum} instances took requests.");
    }

    [Fact]
    public void Abort_AllUpgradedInPlace_ReturnsEachInstanceBeforeTheNextIsTaken()
    {
        RolloutDriver driver = Begin(RolloutShape.InPlace);
        while (driver.State.Phase != RolloutPhase.Baking)
        {
            Advance(driver);
        }

        driver.Decide(RolloutCommandKind.Abort);
        driver.Run();

        Assert.Equal(RolloutPhase.RolledBack, driver.State.Phase);
        Assert.Equal(3, driver.PoolMinimum);
    }

    [Fact]
    public void Validating_NoRouterEverReports_EndsAtTheDeadline()
    {
        RolloutState state = Begin(RolloutShape.Beside).RunTo(RolloutPhase.Validating).State;
        RolloutObservation observation = new() { Timers = new RolloutTimers { Idle = TimeSpan.FromMinutes(10) } };

        Decision decision = RolloutDecider.Decide(state, observation, DateTimeOffset.UnixEpoch);

        Assert.Equal(RolloutPhase.Failed, decision.State.Phase);
    }

    [Fact]
    public void Promoting_RuleKeepsUsersAtStable_IsTakenAwayBeforeStableDrains()
    {
        RouteRule rule = new() { Name = "vip", Version = "1", Users = ["u1"] };
        RolloutDriver driver = new(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5), new RolloutStep.SetRule(rule, Remove: false)), stables: 2);

        driver.RunTo(RolloutPhase.Progressing).Run(s => !s.Rules.IsEmpty);
        Assert.Single(driver.State.Rules);
        driver.RunTo(RolloutPhase.Baking);

        Assert.Empty(driver.State.Rules);
    }

    [Fact]
    public void PromoteNext_MetricsDoNotAnswer_MovesOnForGood()
    {
        RolloutDriver driver = new(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5), new RolloutStep.Analyse(), new RolloutStep.SetWeight(0.6)), stables: 1) { DependencyError = "gone" };
        driver.Run(s => s.Pauses.Any(p => p.Reason == PauseReason.DependencyDown));

        driver.Decide(RolloutCommandKind.PromoteNext);
        driver.Run();

        Assert.Equal(RolloutPhase.Baking, driver.State.Phase);
        Assert.False(driver.State.IsPaused);
    }

    [Fact]
    public void Resume_HeldAndPaused_GoesOn()
    {
        RolloutDriver driver = Held();
        driver.Decide(RolloutCommandKind.Pause);
        driver.Analysis = null;

        driver.Decide(RolloutCommandKind.Resume);

        Assert.Equal(RolloutPhase.Progressing, driver.State.Phase);
        Assert.Equal(1, driver.State.StepAttempt);
        Assert.False(driver.State.IsPaused);
    }

    [Theory]
    [InlineData(nameof(RolloutCommandKind.PromoteNext), RolloutPhase.Baking)]
    [InlineData(nameof(RolloutCommandKind.PromoteFull), RolloutPhase.Baking)]
    [InlineData(nameof(RolloutCommandKind.Abort), RolloutPhase.RolledBack)]
    [InlineData(nameof(RolloutCommandKind.Start), RolloutPhase.Superseded)]
    public void Decide_HeldAndAsked_DoesIt(string asked, RolloutPhase expected)
    {
        RolloutDriver driver = Held();
        driver.Analysis = null;

        driver.Decide(Enum.Parse<RolloutCommandKind>(asked));
        driver.Run();

        Assert.Equal(expected, driver.State.Phase);
    }

    [Fact]
    public void Upgrade_TargetStillReportsTheOldVersion_IsUndone()
    {
        RolloutDriver driver = Begin(RolloutShape.InPlace);
        driver.RunTo(RolloutPhase.Preparing).Run(s => s.Operations.Any(o => o.Kind == OperationKind.Upgrade));
        RolloutOperation upgrade = driver.State.Operations.Single();
        OperationOutcome lie = new(upgrade.Key, OperationStatus.Succeeded, new TargetInstance { Id = upgrade.Subject!, Version = "1" }, null);

        Decision decision = RolloutDecider.Decide(driver.State, new RolloutObservation { Outcomes = [lie] }, DateTimeOffset.UnixEpoch);

        Assert.Equal(RolloutPhase.RollingBack, decision.State.Phase);
        Assert.Equal("TargetFailed", decision.State.Reason!.Code);
    }

    [Fact]
    public void Pause_StepClock_StandsStillWhileConvergingAndWhilePaused()
    {
        RolloutDriver driver = Begin(RolloutShape.Beside).RunTo(RolloutPhase.Progressing).Run(s => s.Step == 1 && s.StepPhase == StepPhase.Converging);

        driver.Pass(TimeSpan.FromSeconds(50)).Run(s => s.StepPhase == StepPhase.Observing);
        driver.Pass(TimeSpan.FromSeconds(10)).Decide(RolloutCommandKind.Pause);
        driver.Pass(TimeSpan.FromHours(1)).Run();

        Assert.Equal(TimeSpan.FromSeconds(10), driver.Timers.Step);
        Assert.Equal(RolloutPhase.Progressing, driver.State.Phase);
    }

    [Theory]
    [InlineData(true, RolloutPhase.Baking)]
    [InlineData(false, RolloutPhase.RolledBack)]
    public void Gate_Answered_IsObeyed(bool approve, RolloutPhase expected)
    {
        RolloutDriver driver = AtGate(harmBudget: null);

        driver.Decide(approve ? RolloutCommandKind.Approve : RolloutCommandKind.Reject);
        driver.Run();

        Assert.Equal(expected, driver.State.Phase);
    }

    [Fact]
    public void Gate_NobodyAnswers_ExpiresAsRejected()
    {
        RolloutDriver driver = AtGate(harmBudget: null);

        driver.Pass(TimeSpan.FromHours(1)).Run();

        Assert.Equal(RolloutPhase.RolledBack, driver.State.Phase);
        Assert.Equal("GateRejected", driver.State.Reason!.Code);
    }

    [Fact]
    public void Retry_RollbackFailed_TriesAgainUnderTheSameKey()
    {
        RolloutDriver driver = AtGate(harmBudget: null);
        driver.Answer = o => o.Kind == OperationKind.Sweep ? OperationStatus.Failed : OperationStatus.Succeeded;
        driver.Decide(RolloutCommandKind.Abort);
        driver.RunTo(RolloutPhase.RollbackFailed);
        driver.Answer = static _ => OperationStatus.Succeeded;

        driver.Decide(RolloutCommandKind.Retry);
        driver.Run();

        Assert.Equal(RolloutPhase.RolledBack, driver.State.Phase);
        Assert.Equal(2, driver.Events.Count(e => e is RolloutEvent.OperationStarted { Operation.Kind: OperationKind.Sweep }));
    }

    [Fact]
    public void Retiring_InstanceCannotBeStopped_SucceedsAndSaysSo()
    {
        RolloutDriver driver = Begin(RolloutShape.Beside);
        driver.Answer = o => o.Kind == OperationKind.Retire && o.Subject == "s1" ? OperationStatus.Failed : OperationStatus.Succeeded;

        for (int i = 0; i < 200 && !driver.State.IsTerminal; i++)
        {
            Advance(driver);
        }

        Assert.Equal(RolloutPhase.Succeeded, driver.State.Phase);
        Assert.Equal("PromotedWithLeftovers", driver.State.Reason!.Code);
        Assert.Contains("s1", driver.State.Reason.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decide_SeveralAreDue_TheHighestWins(int highest)
    {
        RolloutDriver driver = AtGate(harmBudget: 10);
        string[] codes = ["Abort", "HarmBudget", AnalysisCodes.ErrorRate, "Deadline", "Superseded"];
        RolloutCommandKind[] asked = [RolloutCommandKind.PromoteFull, RolloutCommandKind.Pause, RolloutCommandKind.Start, .. highest == 0 ? [RolloutCommandKind.Abort] : Array.Empty<RolloutCommandKind>()];
        RolloutObservation observation = new()
        {
            Commands = [.. asked.Select(driver.Command)],
            Routers = [new RouterReport { Instance = "router", Generation = driver.Acknowledged, BudgetShare = 10, BudgetUsed = highest <= 1 ? 10 : 0 }],
            Analysis = highest <= 2 ? RolloutDriver.Report(Verdict.Rollback, AnalysisCodes.ErrorRate) : null,
            Timers = new RolloutTimers { Idle = highest <= 3 ? TimeSpan.FromMinutes(10) : TimeSpan.Zero },
        };

        Decision decision = RolloutDecider.Decide(driver.State, observation, DateTimeOffset.UnixEpoch);

        Assert.Equal(RolloutPhase.RollingBack, decision.State.Phase);
        Assert.Equal(codes[highest], decision.State.Reason!.Code);
    }

    private static RolloutDriver Begin(RolloutShape shape) => new(RolloutDriver.Plan(s_steps) with { Shape = shape }, stables: 4);

    private static RolloutDriver AtGate(long? harmBudget)
    {
        RolloutDriver driver = new(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5), new RolloutStep.AwaitGate("go", TimeSpan.FromHours(1))) with { HarmBudget = harmBudget }, stables: 2);
        return driver.RunTo(RolloutPhase.Progressing).Run(s => s.StepPhase == StepPhase.GateWaiting);
    }

    private static RolloutDriver Held() =>
        new RolloutDriver(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5), new RolloutStep.Analyse()), stables: 2) { Analysis = RolloutDriver.Report(Verdict.Inconclusive, AnalysisCodes.InsufficientEvidence) }.RunTo(RolloutPhase.Held);

    // One decision; where nothing follows by itself, what the rollout waits for comes.
    private static void Advance(RolloutDriver driver)
    {
        if (driver.Decide().Any)
        {
            return;
        }

        if (driver.State.StepPhase == StepPhase.GateWaiting && driver.State.Phase == RolloutPhase.Progressing)
        {
            driver.Decide(RolloutCommandKind.Approve);
        }
        else
        {
            driver.Pass(TimeSpan.FromMinutes(1));
        }
    }
}
