using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Worlds;
using StackKit.Coordination;
using StackKit.Deploy.Control;
using StackKit.Deploy.Store;

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

    [Fact]
    public async Task Start_ManyAskForTheSameVersionAtOnce_IsOneRollout()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(Gated);

        string[] ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => world.Rollouts.StartAsync("shop", "2", $"user-{i}", null, s_deadline).AsTask()));
        RolloutState waiting = await world.WaitUntilAsync(ids.Order(StringComparer.Ordinal).First(), s => s.StepPhase == StepPhase.GateWaiting, s_deadline);
        string last = await world.Rollouts.StartAsync("shop", "2", "ben", null, s_deadline);
        await world.Rollouts.ApproveAsync("shop", "go", "ana", "as planned", s_deadline);
        RolloutState[] states = await Task.WhenAll(ids.Append(last).Select(id => world.Rollouts.WaitAsync("shop", id, s_deadline).AsTask()));

        Assert.All(states, s => Assert.Equal((waiting.Rollout.Id, RolloutPhase.Succeeded), (s.Rollout.Id, s.Phase)));
    }

    [Fact]
    public async Task Abort_MoreAtOnceThanOneTransactionAnswers_IsTaken()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(Gated);
        string id = await world.Rollouts.StartAsync("shop", "2", "ana", null, s_deadline);
        await world.WaitUntilAsync(id, s => s.StepPhase == StepPhase.GateWaiting, s_deadline);

        DeployKeys keys = new("shop");
        Transaction together = Transaction.Create();
        for (int i = 0; i < 40; i++)
        {
            RolloutCommand abort = new() { Id = $"abort-{i}", Kind = RolloutCommandKind.Abort, Actor = $"user-{i}" };
            together = together.PutJson(keys.Command(abort.Id), abort, DeployJson.Default.RolloutCommand);
        }

        await world.Services.GetRequiredService<CoordinationSupervisor>().CommitAsync(together, s_deadline);
        RolloutState state = await world.Rollouts.WaitAsync("shop", id, s_deadline);

        Assert.Equal(RolloutPhase.RolledBack, state.Phase);
    }

    private static void Gated(ServiceOptions service) => service.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Gate = new GateOptions { Name = "go" } }]);
}
