using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Api;
using StackKit.Coordination;
using StackKit.Testing;

namespace StackKit.Deploy.AspNetCore.Tests;

public sealed class StoreTests
{
    [Fact]
    public async Task AnyEndpoint_StoreDown_SaysWhenToTryAgain()
    {
        FaultyEngine engine = Engine();
        await using ApiWorld world = await StartAsync(engine);
        string id = await world.StartToGateAsync("2", Deadline.Token);
        engine.IsDown = true;

        foreach (string path in new[] { "services/shop/rollout", "services/shop/rollouts", $"services/shop/rollouts/{id}", $"services/shop/rollouts/{id}/events", $"services/shop/rollouts/{id}/why" })
        {
            ApiAnswer answer = await world.GetAsync(path, "ana");

            Assert.Equal((503, "store-unavailable", "5"), (answer.Status, answer.Code, answer.RetryAfter));
        }

        ApiAnswer pause = await world.PostAsync("services/shop/rollout/pause", "{}", "ana");
        Assert.Equal((503, "store-unavailable"), (pause.Status, pause.Code));
    }

    [Fact]
    public async Task Services_StoreDown_ShowsWhatWasKnown()
    {
        FaultyEngine engine = Engine();
        await using ApiWorld world = await StartAsync(engine);
        string id = await world.StartToGateAsync("2", Deadline.Token);
        engine.IsDown = true;

        ApiAnswer answer = await world.GetAsync("services", "ana");

        Assert.Equal(200, answer.Status);
        Assert.Equal(id, answer.Json.GetProperty("items")[0].GetProperty("rollout").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Abort_StoreDown_HoldsInThisProcess()
    {
        FaultyEngine engine = Engine();
        await using ApiWorld world = await StartAsync(engine);
        string id = await world.StartToGateAsync("2", Deadline.Token);
        engine.IsDown = true;

        ApiAnswer answer = await world.PostAsync("services/shop/rollout/abort", ApiEndpoint.ForRollout(id), "ana");

        Assert.Equal((202, "False", id), (answer.Status, answer.Text("stored"), answer.Text("id")));
        engine.IsDown = false;
        Assert.Equal(RolloutPhase.RolledBack, (await world.Rollouts.WaitAsync("shop", id, Deadline.Token)).Phase);
    }

    [Fact]
    public async Task Store_GoneBackInTime_IsAdoptedByAPerson()
    {
        FaultyEngine engine = Engine();
        await using ApiWorld world = await StartAsync(engine);
        string id = await world.StartToGateAsync("2", Deadline.Token);
        engine.Regression = RegressionFault.OtherEpoch;
        engine.LoseFollows();
        await WaitAsync(async () => (await world.GetAsync("services/shop/rollout", "ana")).Code == "store-regressed");
        ApiAnswer services = await world.GetAsync("services", "ana");

        ApiAnswer adopted = await world.PostAsync("adopt", """{"reason":"restored from the backup of last night"}""", "ana");

        Assert.Equal("Regressed", services.Json.GetProperty("items")[0].GetProperty("store").GetString());
        Assert.True(adopted.Status == 200, adopted.Body);
        Assert.Equal(["shop"], adopted.Json.GetProperty("restored").EnumerateArray().Select(static s => s.GetString()!), StringComparer.Ordinal);
        IReadOnlyList<RolloutEvent> events = await world.Rollouts.GetEventsAsync("shop", id, Deadline.Token);
        RolloutEvent.Adopted last = Assert.Single(events.OfType<RolloutEvent.Adopted>());
        Assert.Equal(("ana", "restored from the backup of last night"), (last.Actor, last.Reason));
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        CancellationToken deadline = Deadline.Token;
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline);
        }
    }

    private static FaultyEngine Engine() => new(new InMemoryEngine(TimeProvider.System), TimeProvider.System);

    private static Task<ApiWorld> StartAsync(FaultyEngine engine) => ApiWorld.StartAsync(settings =>
    {
        settings.Service = ApiWorld.WaitAtGate;
        settings.Services = services => services.AddSingleton<ICoordinationEngine>(engine);
    });
}
