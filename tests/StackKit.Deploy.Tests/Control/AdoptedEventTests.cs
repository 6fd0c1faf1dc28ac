namespace StackKit.Deploy.Tests.Control;

public sealed class AdoptedEventTests
{
    [Fact]
    public void Fold_EventsBeforeAreLost_BeginsWithTheStateThatWasWrittenAgain()
    {
        RolloutDriver driver = new RolloutDriver(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5)), stables: 2).RunTo(RolloutPhase.Baking);
        RolloutEvent.Adopted adopted = new() { Sequence = driver.State.Sequence + 1, Actor = "ana", Reason = "the disk was replaced", State = driver.State };
        RolloutEvent.Noted next = new() { Sequence = adopted.Sequence + 1, Code = "x", Text = "y" };

        RolloutState state = RolloutReducer.Fold([adopted, next]);

        Assert.Equal(driver.State with { Sequence = next.Sequence }, state);
    }

    [Fact]
    public async Task AdoptAsync_StoreIsAsItWas_IsRefused()
    {
        await using Acceptance.Worlds.RolloutWorld world = await Acceptance.Worlds.RolloutWorld.StartAsync(_ => { });

        await Assert.ThrowsAsync<RolloutRefusedException>(async () => await world.Rollouts.AdoptAsync("ana", "just so"));
    }
}
