using System.Text.Json;
using StackKit.Acceptance.Api;
using StackKit.Acceptance.Harness;
using StackKit.Deploy;

namespace StackKit.Acceptance.Deploy;

public sealed class AuditScenario : IScenario
{
    public string Id => "P-O1";

    public string Statement => "A gate needs an identity and a reason, an expired one is rejected, nobody unknown is let in, and every action is in the audit stream with who and why.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await TryGateAsync(run, cancellationToken);
        await TryExpiryAsync(run, cancellationToken);
        await TrySecondPersonAsync(run, cancellationToken);
        await TryAuditAsync(run, cancellationToken);
    }

    private static async Task TryGateAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        await world.StartToGateAsync("2", cancellationToken);
        string before = await world.FingerprintAsync(cancellationToken);
        int refused = 0;
        foreach (string path in new[] { "services/shop/gates/go/approve", "services/shop/gates/go/reject" })
        {
            (string Body, string? User, int[] Right)[] tries = [("""{"reason":"r"}""", null, [401, 403]), ("""{"reason":"r"}""", "%20", [403]), ("{}", "ben", [400]), ("""{"reason":"  "}""", "ben", [400])];
            foreach ((string body, string? user, int[] right) in tries)
            {
                ApiAnswer answer = await world.PostAsync(path, body, user);
                refused += right.Contains(answer.Status) ? 1 : 0;
                run.Check(right.Contains(answer.Status), $"{path} by '{user}' with {body}: {answer.Status}");
            }
        }

        run.Check(await world.FingerprintAsync(cancellationToken) == before, "a refused answer to a gate changed something");
        run.Check((await world.PostAsync("services/shop/gates/go/approve", """{"reason":"r"}""", "ben")).Status == 200, "the right answer to the gate was refused as well");
        run.Figure("gate-refused", refused);
    }

    private static async Task TryExpiryAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ApiWorld world = await StartAsync(new GateOptions { Name = "go", Expiry = TimeSpan.FromMilliseconds(300) });
        string id = await world.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        RolloutState state = await world.Rollouts.WaitAsync("shop", id, cancellationToken);
        IReadOnlyList<RolloutEvent> events = await world.Rollouts.GetEventsAsync("shop", id, cancellationToken);
        ApiAnswer late = await world.PostAsync("services/shop/gates/go/approve", """{"reason":"late"}""", "ben");

        run.Figure("expired", state.Phase.ToString());
        run.Check(state.Phase == RolloutPhase.RolledBack, $"an expired gate ended as {state.Phase}");
        run.Check(events.OfType<RolloutEvent.GateAnswered>().SingleOrDefault()?.Answer.Approved == false, "the events do not say that the expired gate was rejected");
        run.Check(late.Status == 409, $"approving an expired gate was answered with {late.Status}");
    }

    private static async Task TrySecondPersonAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ApiWorld world = await StartAsync(new GateOptions { Name = "go", SecondPerson = true });
        await world.StartToGateAsync("2", cancellationToken);
        ApiAnswer same = await world.PostAsync("services/shop/gates/go/approve", """{"reason":"mine"}""", "ana");
        ApiAnswer other = await world.PostAsync("services/shop/gates/go/approve", """{"reason":"seen"}""", "ben");

        run.Check(same.Status == 409, $"whoever asked for the release approved it: {same.Status}");
        run.Check(other.Status == 200, $"the second person was refused: {other.Body}");
    }

    private static async Task TryAuditAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = service =>
        {
            service.BakeTime = TimeSpan.FromMinutes(5);
            service.Canary.Steps.AddRange([new StepOptions { Weight = 10 }, new StepOptions { Pause = TimeSpan.FromMinutes(5) }, new StepOptions { Gate = new GateOptions { Name = "go" } }]);
        });
        ApiAnswer started = await world.PostAsync("services/shop/rollouts", """{"version":"2","reason":"why-start"}""", "u-start");
        string id = started.Text("id")!;
        await world.WaitUntilAsync(id, static s => s is { Step: 1, StepPhase: StepPhase.Observing }, cancellationToken);
        List<string> actions = ["start"];
        await DoAsync(run, world, actions, "pause", "rollout/pause");
        await DoAsync(run, world, actions, "resume", "rollout/resume");
        await DoAsync(run, world, actions, "promote", "rollout/promote");
        await world.WaitUntilAsync(id, static s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        await DoAsync(run, world, actions, "approve", "gates/go/approve");
        await world.WaitUntilAsync(id, static s => s.Phase == RolloutPhase.Baking, cancellationToken);
        await DoAsync(run, world, actions, "abort", "rollout/abort");

        HashSet<string> told = new(StringComparer.Ordinal);
        await using ApiStream stream = await ApiStream.OpenAsync(world, id, null, cancellationToken);
        int events = 0;
        while (await stream.ReadAsync(cancellationToken) is { Name: not "end" } next)
        {
            events++;
            JsonElement data = JsonDocument.Parse(next.Data).RootElement;
            told.Add($"{data.GetProperty("actor").GetString()} {(data.TryGetProperty("reason", out JsonElement reason) ? reason.GetString() : "")}");
        }

        string[] missing = [.. actions.Where(a => !told.Contains($"u-{a} why-{a}"))];
        run.Figure("actions", actions.Count);
        run.Figure("actions-in-audit-stream", actions.Count - missing.Length);
        run.Figure("events", events);
        run.Check(missing.Length == 0, $"the audit stream lacks {string.Join(", ", missing)}");
    }

    private static Task<ApiWorld> StartAsync(GateOptions gate) => ApiWorld.StartAsync(s => s.Service = service => service.Canary.Steps.Add(new StepOptions { Gate = gate }));

    private static async Task DoAsync(ScenarioRun run, ApiWorld world, List<string> actions, string action, string path)
    {
        ApiAnswer answer = await world.PostAsync($"services/shop/{path}", JsonSerializer.Serialize(new { reason = $"why-{action}" }), $"u-{action}");
        actions.Add(action);
        run.Check(answer.Status == 200, $"{action} was answered with {answer.Status}: {answer.Body}");
    }
}
