namespace StackKit.Deploy.Tests.Control;

public sealed class CapacityTests
{
    [Fact]
    public void Validating_NoRoom_FailsBeforeAnythingIsTouched()
    {
        RolloutDriver driver = new(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5)), stables: 2) { Answer = o => o.Kind == OperationKind.CheckCapacity ? OperationStatus.Failed : OperationStatus.Succeeded };

        driver.Run();

        Assert.Equal(RolloutPhase.Failed, driver.State.Phase);
        Assert.Equal(2, Assert.Single(driver.State.Operations).Ordinal);
    }

    [Fact]
    public void Validating_TargetHasNotAnswered_Waits()
    {
        RolloutDriver driver = new(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5)), stables: 2) { Answer = _ => null };

        driver.Run();

        Assert.Equal(RolloutPhase.Validating, driver.State.Phase);
    }

    [Fact]
    public void Validating_OnlyTrafficIsShifted_AsksNobody()
    {
        RolloutDriver driver = new(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5)) with { Instances = 0, CandidateInstances = 0 }, stables: 0);

        driver.RunTo(RolloutPhase.Progressing);

        Assert.Empty(driver.State.Operations);
    }
}
