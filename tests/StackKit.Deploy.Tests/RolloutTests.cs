using StackKit.Acceptance.Worlds;

namespace StackKit.Deploy.Tests;

public sealed class RolloutTests
{
    private static readonly CancellationToken s_deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Fact]
    public async Task Start_HealthyCandidate_IsPromoted()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(_ => { });
        world.SendRequests(users: 20, seed: 1);

        string id = await world.Rollouts.StartAsync("shop", "2", "ana", "release", s_deadline);
        RolloutState state = await world.Rollouts.WaitAsync("shop", id, s_deadline);

        Explanation? why = await world.Rollouts.WhyAsync("shop", id, s_deadline);
        Assert.True(state.Phase == RolloutPhase.Succeeded, why!.ToText());
    }

    [Fact]
    public async Task Start_CandidateThatFails_IsRolledBack()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(_ => { });
        world.ErrorRates["2"] = 0.2;
        world.SendRequests(users: 20, seed: 1);

        string id = await world.Rollouts.StartAsync("shop", "2", "ana", "release", s_deadline);
        RolloutState state = await world.Rollouts.WaitAsync("shop", id, s_deadline);

        Explanation? why = await world.Rollouts.WhyAsync("shop", id, s_deadline);
        Assert.True(state.Phase == RolloutPhase.RolledBack, why!.ToText());
        Assert.Equal("ErrorRate", state.Reason!.Code);
    }
}
