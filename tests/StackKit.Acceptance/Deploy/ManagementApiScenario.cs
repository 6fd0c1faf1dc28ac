using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using StackKit.Acceptance.Api;
using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Deploy;

public sealed class ManagementApiScenario : IScenario
{
    private const int Rounds = 200;

    public string Id => "P-API";

    public string Statement => "Management API: every endpoint refuses who is not known, a wrong state by its reason and a bad body by its field; abort wins 200 races; hostile input does nothing.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        run.Figure("endpoints", ApiEndpoint.All.Count);
        await TryAnonymousAsync(run, cancellationToken);
        await TryStatesAsync(run);
        await TryBodiesAsync(run, cancellationToken);
        await TryHostileAsync(run, cancellationToken);
        await RaceAsync(run, cancellationToken);
    }

    private static async Task TryAnonymousAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        Dictionary<string, Action<ApiSettings>> closings = new(StringComparer.Ordinal)
        {
            ["a policy"] = static _ => { },
            ["no policy"] = static s => s.Map = static app => app.MapStackKitDeploy(),
            ["anonymous allowed"] = static s => s.Map = static app => app.MapStackKitDeploy().AllowAnonymous(),
            ["development, another host name"] = static s =>
            {
                s.Environment = Environments.Development;
                s.Map = static app => app.MapStackKitDeploy();
            },
        };
        int requests = 0;
        int refused = 0;
        foreach ((string closing, Action<ApiSettings> close) in closings)
        {
            await using ApiWorld world = await ApiWorld.StartAsync(settings =>
            {
                settings.Service = ApiWorld.WaitAtGate;
                close(settings);
            });
            string id = await world.StartToGateAsync("2", cancellationToken);
            string before = await world.FingerprintAsync(cancellationToken);
            foreach (ApiEndpoint endpoint in ApiEndpoint.All)
            {
                ApiAnswer answer = await world.SendAsync(new HttpMethod(endpoint.Method), endpoint.For(id), endpoint.Body, null, static r => r.Headers.Host = "evil.example");
                requests++;
                refused += answer.Status is 401 or 403 ? 1 : 0;
                run.Check(answer.Status is 401 or 403, $"{closing}: {endpoint} answered nobody with {answer.Status}");
            }

            run.Check(await world.FingerprintAsync(cancellationToken) == before, $"{closing}: somebody unknown changed something");
        }

        run.Figure("anonymous", requests);
        run.Figure("anonymous-refused", refused);
    }

    private static async Task TryStatesAsync(ScenarioRun run)
    {
        await using ApiWorld world = await ApiWorld.StartAsync();
        int refused = 0;
        ApiEndpoint[] endpoints = [.. ApiEndpoint.All.Where(static e => e.NeedsRollout)];
        foreach (ApiEndpoint endpoint in endpoints)
        {
            ApiAnswer answer = await world.PostAsync(endpoint.For("0"), endpoint.Body, "ana");
            bool right = answer is { Status: 409, Code: "refused" } && answer.Text("detail")!.Contains("refused", StringComparison.Ordinal);
            refused += right ? 1 : 0;
            run.Check(right, $"{endpoint} with nothing under way: {answer.Status} {answer.Body}");
        }

        run.Figure("wrong-state", endpoints.Length);
        run.Figure("wrong-state-409", refused);
    }

    private static async Task TryBodiesAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        string id = await world.StartToGateAsync("2", cancellationToken);
        string before = await world.FingerprintAsync(cancellationToken);
        int named = 0;
        ApiEndpoint[] endpoints = [.. ApiEndpoint.All.Where(static e => e.BadField is not null)];
        foreach (ApiEndpoint endpoint in endpoints)
        {
            ApiAnswer answer = await world.PostAsync(endpoint.For(id), endpoint.BadBody, "ana");
            bool right = answer.Status == 400 && answer.Names(endpoint.BadField!);
            named += right ? 1 : 0;
            run.Check(right, $"{endpoint} with {endpoint.BadBody}: {answer.Status} {answer.Body}");
        }

        run.Check(await world.FingerprintAsync(cancellationToken) == before, "a bad body changed something");
        run.Figure("bad-bodies", endpoints.Length);
        run.Figure("bad-bodies-named", named);
    }

    private static async Task TryHostileAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        HostileTrial trial = new(world, await world.StartToGateAsync("2", cancellationToken));
        int harmless = 0;
        foreach (HostileRequest request in HostileRequests.All)
        {
            string? fault = await trial.TryAsync(request, cancellationToken);
            harmless += fault is null ? 1 : 0;
            run.Check(fault is null, fault ?? "");
        }

        run.Check(HostileRequests.All.Count >= 40, $"there are only {HostileRequests.All.Count} hostile requests");
        run.Check((await world.GetAsync("services/shop/rollout", "ana")).Status == 200, "it does not answer afterwards");
        run.Figure("hostile", HostileRequests.All.Count);
        run.Figure("hostile-harmless", harmless);
    }

    private static async Task RaceAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        AbortRaces races = await AbortRaces.RunAsync(world, Rounds, cancellationToken);
        run.Figure("races", Rounds);
        run.Figure("abort-won", races.AbortWon);
        run.Figure("promote-was-first", races.PromotionsFirst);
        run.Check(races.AbortWon == Rounds, $"abort won {races.AbortWon} of {Rounds} races");
        run.Check(races.WronglyAnswered == 0, $"{races.WronglyAnswered} races were answered otherwise than they went");
    }
}
