using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Api;
using StackKit.Routing;

namespace StackKit.Deploy.AspNetCore.Tests;

public sealed class ActionTests
{
    public static TheoryData<int> NeedsRollout => [.. Enumerable.Range(0, ApiEndpoint.All.Count).Where(static i => ApiEndpoint.All[i].NeedsRollout)];

    [Theory]
    [MemberData(nameof(NeedsRollout))]
    public async Task Post_NothingUnderWay_IsRefusedWithTheReason(int index)
    {
        await using ApiWorld world = await ApiWorld.StartAsync();

        ApiAnswer answer = await world.PostAsync(ApiEndpoint.All[index].For("0"), ApiEndpoint.All[index].Body, "ana");

        Assert.Equal((409, "refused"), (answer.Status, answer.Code));
        Assert.Contains("refused", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Accepted_SaysWhereItIs()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);

        ApiAnswer started = await world.PostAsync("services/shop/rollouts", """{"version":"2","reason":"r","artifact":{"uri":"oci://shop@sha256:1","checksum":"sha256:1"}}""", "ana");
        await world.WaitUntilAsync(started.Text("id")!, static s => s.StepPhase == StepPhase.GateWaiting, Deadline.Token);
        ApiAnswer rollout = await world.GetAsync(started.Location!, "ana");

        Assert.Equal((202, "shop", "2"), (started.Status, started.Text("service"), started.Text("candidate")));
        Assert.Equal($"/stackkit/deploy/services/shop/rollouts/{started.Text("id")}", started.Location);
        Assert.Equal(started.Text("id"), rollout.Text("id"));
        Assert.Equal("oci://shop@sha256:1", rollout.Json.GetProperty("candidateArtifact").GetProperty("uri").GetString());
    }

    [Fact]
    public async Task EveryAction_Done_IsInTheAuditTrailWithItsActor()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        ApiAnswer started = await world.PostAsync("services/shop/rollouts", """{"version":"2","reason":"why-start"}""", "ana");
        string id = started.Text("id")!;
        await world.WaitUntilAsync(id, static s => s.StepPhase == StepPhase.GateWaiting, Deadline.Token);

        await DoAsync(world, "services/shop/rollout/pause", "ben", "why-pause");
        await DoAsync(world, "services/shop/rollout/resume", "cy", "why-resume");
        await DoAsync(world, "services/shop/gates/go/approve", "dee", "why-approve");
        await world.WaitUntilAsync(id, static s => s.Phase == RolloutPhase.Baking, Deadline.Token);
        ApiAnswer aborted = await DoAsync(world, "services/shop/rollout/abort", "eve", "why-abort");

        Assert.Equal("True", aborted.Text("stored"));
        await world.Rollouts.WaitAsync("shop", id, Deadline.Token);
        JsonElement.ArrayEnumerator events = (await world.GetAsync($"services/shop/rollouts/{id}/events", "ana")).Json.GetProperty("items").EnumerateArray();
        (string?, string?)[] said = [.. events.Where(static e => e.TryGetProperty("reason", out _)).Select(static e => (e.GetProperty("actor").GetString(), e.GetProperty("reason").GetString()))];
        Assert.Superset(
            new HashSet<(string?, string?)>([("ana", "why-start"), ("ben", "why-pause"), ("cy", "why-resume"), ("dee", "why-approve"), ("eve", "why-abort")]),
            new HashSet<(string?, string?)>(said));
    }

    [Fact]
    public async Task Candidate_TakenBackByEvidence_ShowsTheEvidence()
    {
        await using ApiWorld world = await ApiWorld.StartAsync();
        Router router = world.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        ApiAnswer started = await world.PostAsync("services/shop/rollouts", """{"version":"2"}""", "ana");
        Task<RolloutState> ended = world.Rollouts.WaitAsync("shop", started.Text("id")!, Deadline.Token).AsTask();
        for (int user = 0; !ended.IsCompleted; user++)
        {
            if (router.TryBegin(new RouteContext { StickyKey = $"user-{user}" }, out RouteDecision decision))
            {
                router.Report(decision, decision.Version == "2" ? Outcome.Failure : Outcome.Success, TimeSpan.FromMilliseconds(5));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        ApiAnswer evidence = await world.GetAsync($"services/shop/rollouts/{started.Text("id")}/evidence", "ana");
        ApiAnswer why = await world.GetAsync($"services/shop/rollouts/{started.Text("id")}/why", "ana");

        Assert.Equal((200, "Rollback", "ErrorRate"), (evidence.Status, evidence.Text("verdict"), evidence.Text("code")));
        Assert.True(evidence.Json.GetProperty("metrics")[0].GetProperty("candidateFailures").GetInt64() > 0);
        Assert.Equal(("stackkit", evidence.Body), (why.Text("actor"), why.Json.GetProperty("decision").GetProperty("evidence").GetRawText()));
    }

    [Fact]
    public async Task Evidence_DecidedByAPerson_IsNotFound()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        string id = await world.StartToGateAsync("2", Deadline.Token);
        await world.Rollouts.AbortAsync("shop", "ana", "no", Deadline.Token);
        await world.Rollouts.WaitAsync("shop", id, Deadline.Token);
        await world.StartToGateAsync("3", Deadline.Token);

        ApiAnswer answer = await world.GetAsync($"services/shop/rollouts/{id}/evidence", "ana");

        Assert.Equal((404, "no-evidence"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Rollback_UnderWay_GoesBackAtOnce()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        string id = await world.StartToGateAsync("2", Deadline.Token);

        ApiAnswer answer = await world.PostAsync("services/shop/rollback", """{"version":null,"reason":"no"}""", "ana");

        Assert.Equal((202, id, "False"), (answer.Status, answer.Text("rolloutId"), answer.Text("isNewRollout")));
        Assert.Equal(RolloutPhase.RolledBack, (await world.Rollouts.WaitAsync("shop", id, Deadline.Token)).Phase);
    }

    [Fact]
    public async Task Gate_SecondPersonNeeded_RefusesWhoAskedForTheRelease()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = service => service.Canary.Steps.Add(new StepOptions { Gate = new GateOptions { Name = "go", SecondPerson = true } }));
        ApiAnswer started = await world.PostAsync("services/shop/rollouts", """{"version":"2"}""", "ana");
        await world.WaitUntilAsync(started.Text("id")!, static s => s.StepPhase == StepPhase.GateWaiting, Deadline.Token);

        ApiAnswer same = await world.PostAsync("services/shop/gates/go/approve", """{"reason":"mine"}""", "ANA");
        ApiAnswer other = await world.PostAsync("services/shop/gates/go/approve", """{"reason":"seen"}""", "ben");

        Assert.Equal((409, "refused"), (same.Status, same.Code));
        Assert.Contains("second person", same.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(200, other.Status);
    }

    [Fact]
    public async Task Gate_Expired_CountsAsRejected()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = service => service.Canary.Steps.Add(new StepOptions { Gate = new GateOptions { Name = "go", Expiry = TimeSpan.FromMilliseconds(300) } }));
        string id = await world.Rollouts.StartAsync("shop", "2", "ana", null, Deadline.Token);
        await world.Rollouts.WaitAsync("shop", id, Deadline.Token);

        ApiAnswer late = await world.PostAsync("services/shop/gates/go/approve", """{"reason":"late"}""", "ben");

        Assert.Equal("RolledBack", (await world.GetAsync($"services/shop/rollouts/{id}", "ana")).Text("phase"));
        Assert.Equal((409, "refused"), (late.Status, late.Code));
        JsonElement answered = (await world.GetAsync($"services/shop/rollouts/{id}/events", "ana")).Json.GetProperty("items").EnumerateArray().Single(static e => e.GetProperty("kind").GetString() == "gate-answered");
        Assert.False(answered.GetProperty("data").GetProperty("approved").GetBoolean());
    }

    [Fact]
    public async Task PromoteFullAndAbort_SentTogether_AbortWins()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);

        AbortRaces races = await AbortRaces.RunAsync(world, rounds: 200, Deadline.Token);

        Assert.Equal((200, 0), (races.AbortWon, races.WronglyAnswered));
    }

    private static async Task<ApiAnswer> DoAsync(ApiWorld world, string path, string user, string reason)
    {
        ApiAnswer answer = await world.PostAsync(path, JsonSerializer.Serialize(new { reason }), user);
        Assert.True(answer.Status == 200, $"{path}: {answer.Body}");
        return answer;
    }
}
