using System.Text.Json;
using StackKit.Acceptance.Api;

namespace StackKit.Deploy.AspNetCore.Tests;

public sealed class EndpointTests(WaitingWorld waiting) : IClassFixture<WaitingWorld>
{
    public static TheoryData<int> WithBody => [.. Enumerable.Range(0, ApiEndpoint.All.Count).Where(static i => ApiEndpoint.All[i].BadField is not null)];

    private ApiWorld World => waiting.World;

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task Post_BadBody_NamesTheField(int index)
    {
        ApiEndpoint endpoint = ApiEndpoint.All[index];
        string before = await World.FingerprintAsync(Deadline.Token);

        ApiAnswer answer = await World.PostAsync(endpoint.For(waiting.RolloutId), endpoint.BadBody, "ana");

        Assert.Equal(400, answer.Status);
        Assert.Equal("invalid", answer.Code);
        Assert.True(answer.Names(endpoint.BadField!), answer.Body);
        Assert.Equal(before, await World.FingerprintAsync(Deadline.Token));
    }

    [Fact]
    public async Task Services_Waiting_ShowsHowItStands()
    {
        ApiAnswer answer = await World.GetAsync("services", "ana");

        JsonElement shop = answer.Json.GetProperty("items").EnumerateArray().Single();
        Assert.Equal(("shop", "1", "Live"), (shop.GetProperty("name").GetString(), shop.GetProperty("stable").GetString(), shop.GetProperty("store").GetString()));
        JsonElement rollout = shop.GetProperty("rollout");
        Assert.Equal(waiting.RolloutId, rollout.GetProperty("id").GetString());
        Assert.Equal(("Progressing", "GateWaiting", "go"), (rollout.GetProperty("phase").GetString(), rollout.GetProperty("stepPhase").GetString(), rollout.GetProperty("gate").GetString()));
        Assert.Equal((2, 2, 0.1), (rollout.GetProperty("step").GetInt32(), rollout.GetProperty("steps").GetInt32(), rollout.GetProperty("candidateWeight").GetDouble()));
        Assert.Equal(("ana", "release", "gate go"), (rollout.GetProperty("actor").GetString(), rollout.GetProperty("startReason").GetString(), rollout.GetProperty("stepText").GetString()));
        Assert.False(rollout.TryGetProperty("stored", out _));
    }

    [Fact]
    public async Task Rollout_Always_IsTheSameByEveryAddress()
    {
        ApiAnswer current = await World.GetAsync("services/shop/rollout", "ana");
        ApiAnswer byId = await World.GetAsync($"services/shop/rollouts/{waiting.RolloutId}", "ana");
        ApiAnswer all = await World.GetAsync("services/shop/rollouts", "ana");

        Assert.Equal(current.Body, byId.Body);
        Assert.Equal(current.Body, all.Json.GetProperty("items").EnumerateArray().Single().GetRawText());
    }

    [Fact]
    public async Task Events_After_LeavesOutWhatIsKnown()
    {
        JsonElement all = (await World.GetAsync($"services/shop/rollouts/{waiting.RolloutId}/events", "ana")).Json.GetProperty("items");
        JsonElement later = (await World.GetAsync($"services/shop/rollouts/{waiting.RolloutId}/events?after=3", "ana")).Json.GetProperty("items");

        Assert.Equal(Enumerable.Range(1, all.GetArrayLength()), all.EnumerateArray().Select(static e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal(Enumerable.Range(4, all.GetArrayLength() - 3), later.EnumerateArray().Select(static e => e.GetProperty("sequence").GetInt32()));
        JsonElement created = all[0];
        Assert.Equal(("created", "ana", "release"), (created.GetProperty("kind").GetString(), created.GetProperty("actor").GetString(), created.GetProperty("reason").GetString()));
        Assert.Equal("2", created.GetProperty("data").GetProperty("candidate").GetString());
        Assert.Contains("ana asked to release shop 2 after 1: release.", created.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_Asked_IsJsonOrText()
    {
        ApiAnswer json = await World.GetAsync($"services/shop/rollouts/{waiting.RolloutId}/why", "ana");
        ApiAnswer text = await World.SendAsync(HttpMethod.Get, $"services/shop/rollouts/{waiting.RolloutId}/why", null, "ana", static r => r.Headers.Accept.ParseAdd("text/plain"));

        Assert.Equal(("application/json", "Progressing"), (json.ContentType, json.Text("phase")));
        Assert.Equal("text/plain", text.ContentType);
        Assert.StartsWith("shop: 1 -> 2 is Progressing", text.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_Asked_ChangesNothing()
    {
        string before = await World.FingerprintAsync(Deadline.Token);

        ApiAnswer answer = await World.PostAsync("services/shop/forecast", """{"version":"3"}""", "ana");

        Assert.Equal(200, answer.Status);
        Assert.Equal(("1", "3", "00:05:00"), (answer.Text("stable"), answer.Text("candidate"), answer.Text("shortestTime")));
        Assert.Equal(["weight 10 %", "gate go", "everybody to the candidate"], answer.Json.GetProperty("steps").EnumerateArray().Select(static s => s.GetString()!), StringComparer.Ordinal);
        Assert.Equal(before, await World.FingerprintAsync(Deadline.Token));
    }

    [Fact]
    public async Task Command_OtherRolloutNamed_IsRefused()
    {
        ApiAnswer answer = await World.PostAsync("services/shop/rollout/abort", ApiEndpoint.ForRollout("0"), "ana");

        Assert.Equal((409, "other-rollout"), (answer.Status, answer.Code));
        Assert.True(answer.Names("rolloutId"));
        Assert.Contains(waiting.RolloutId, answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyAnswer_Always_IsNotKeptAndNotGuessedAt()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "services/nobody/rollout") { Headers = { { ApiUsers.NameHeader, "ana" } } };
        using HttpResponseMessage response = await World.Client.SendAsync(request);

        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        JsonElement problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("urn:stackkit:deploy:unknown-service", 404), (problem.GetProperty("type").GetString(), problem.GetProperty("status").GetInt32()));
    }
}
