using StackKit.Deploy.Control;

namespace StackKit.Deploy.Tests.Control;

public sealed class RollbackTests
{
    [Theory]
    [InlineData(RolloutPhase.Progressing)]
    [InlineData(RolloutPhase.Baking)]
    public void Rollback_StableIsStillThere_GivesItTheTrafficBack(RolloutPhase phase)
    {
        RolloutDriver driver = new RolloutDriver(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5)), stables: 2).RunTo(phase);

        driver.Decide(RolloutCommandKind.Rollback);
        CommandAnswer answer = Assert.Single(driver.LastAnswers);
        driver.Run();

        Assert.Equal(RolloutPhase.RolledBack, driver.State.Phase);
        Assert.Equal(("r1", null), (answer.RolloutId, answer.Error));
        Assert.Contains("gets the traffic back", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rollback_ToAnotherVersionWhileReleasing_IsRefused()
    {
        RolloutDriver driver = new RolloutDriver(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5)), stables: 2).RunTo(RolloutPhase.Baking);

        driver.DecideOn(driver.Command(RolloutCommandKind.Rollback) with { Version = "0" });

        Assert.Equal(RolloutPhase.Baking, driver.State.Phase);
        Assert.Contains("leads to 1", Assert.Single(driver.LastAnswers).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rollback_StableIsBeingStopped_WaitsForTheEnd()
    {
        RolloutDriver driver = new(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5)), stables: 1) { Answer = o => o.Kind == OperationKind.Retire ? null : OperationStatus.Succeeded };
        driver.RunTo(RolloutPhase.Baking).Pass(TimeSpan.FromMinutes(2)).RunTo(RolloutPhase.Retiring);

        driver.Decide(RolloutCommandKind.Rollback);

        Assert.Equal(RolloutPhase.Retiring, driver.State.Phase);
        Assert.Empty(driver.LastAnswers);
    }
}
