using StackKit.Deploy.Control;

namespace StackKit.Deploy.Tests.Control;

public sealed class GateTests
{
    [Fact]
    public void Approve_TwoPeopleNeeded_WaitsForTheSecond()
    {
        RolloutDriver driver = AtGate(new RolloutStep.AwaitGate("go", null) { Approvals = 2 });

        Answer(driver, RolloutCommandKind.Approve, "ben");
        driver.Run();
        Assert.Equal(StepPhase.GateWaiting, driver.State.StepPhase);
        Answer(driver, RolloutCommandKind.Approve, "eva");
        driver.Run();

        Assert.Equal(RolloutPhase.Baking, driver.State.Phase);
    }

    [Theory]
    [InlineData("ben")]
    [InlineData("BEN ")]
    public void Approve_SamePersonAgain_IsRefused(string again)
    {
        RolloutDriver driver = AtGate(new RolloutStep.AwaitGate("go", null) { Approvals = 2 });
        Answer(driver, RolloutCommandKind.Approve, "ben");

        Answer(driver, RolloutCommandKind.Approve, again);
        driver.Run();

        Assert.Equal(StepPhase.GateWaiting, driver.State.StepPhase);
        Assert.Contains(driver.Events, e => e is RolloutEvent.Noted { Refused: true } noted && noted.Text.Contains("2 different people", StringComparison.Ordinal));
    }

    [Fact]
    public void Approve_WhoeverAskedAndSecondPersonNeeded_IsRefused()
    {
        RolloutDriver driver = AtGate(new RolloutStep.AwaitGate("go", null) { SecondPerson = true });

        Answer(driver, RolloutCommandKind.Approve, "Ana");
        driver.Run();
        Assert.Equal(StepPhase.GateWaiting, driver.State.StepPhase);
        Answer(driver, RolloutCommandKind.Approve, "ben");
        driver.Run();

        Assert.Equal(RolloutPhase.Baking, driver.State.Phase);
    }

    [Fact]
    public void Reject_AfterOneOfTwoApprovals_Undoes()
    {
        RolloutDriver driver = AtGate(new RolloutStep.AwaitGate("go", null) { Approvals = 2 });
        Answer(driver, RolloutCommandKind.Approve, "ben");

        Answer(driver, RolloutCommandKind.Reject, "ana");
        driver.Run();

        Assert.Equal(RolloutPhase.RolledBack, driver.State.Phase);
        Assert.Equal("GateRejected", driver.State.Reason!.Code);
    }

    private static RolloutDriver AtGate(RolloutStep.AwaitGate gate)
    {
        RolloutDriver driver = new(RolloutDriver.Plan(gate), stables: 1);
        driver.Run(s => s.StepPhase == StepPhase.GateWaiting);
        return driver;
    }

    private static void Answer(RolloutDriver driver, RolloutCommandKind kind, string actor) => driver.DecideOn(driver.Command(kind) with { Actor = actor });
}
