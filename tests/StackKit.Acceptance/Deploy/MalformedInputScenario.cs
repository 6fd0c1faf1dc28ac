using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Worlds;
using StackKit.Coordination;
using StackKit.Deploy;
using StackKit.Routing;

namespace StackKit.Acceptance.Deploy;

public sealed class MalformedInputScenario : IScenario
{
    private const string Shop = "StackKit:Deploy:Services:shop:";
    private const string Step = Shop + "Canary:Steps:0:";

    private int _cases;

    public string Id => "P-BAD";

    public string Statement => "40 or more malformed plans, weights, keys, headers and configurations: each is a typed error that names the field, and none crashes, hangs or half-applies.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        _cases = 0;
        await TryConfigurationsAsync(run);
        TryRouter(run);
        await TryCommandsAsync(run, cancellationToken);
        await TryGarbageAsync(run, cancellationToken);
        run.Figure("cases", _cases);
        run.Figure("refused-by-name", _cases - run.Failures.Count);
        run.Check(_cases >= 40, $"there are only {_cases} cases");
    }

    private async Task TryConfigurationsAsync(ScenarioRun run)
    {
        (string Key, string Value, string Named)[] settings =
        [
            (Shop + "Bakery", "1", "Bakery"),
            (Shop + "BakeTime", "-00:00:01", "BakeTime"),
            (Shop + "BakeTime", "soon", "BakeTime"),
            (Shop + "ProgressDeadline", "00:00:00", "ProgressDeadline"),
            (Shop + "Instances", "0", "Instances"),
            (Shop + "Instances", "many", "Instances"),
            (Shop + "HarmBudget", "-1", "HarmBudget"),
            (Shop + "Mode", "Sometimes", "Mode"),
            (Shop + "Strategy", "Magic", "Strategy"),
            (Shop + "Target", "nowhere", "Target"),
            (Shop + "StableVersion", "../../etc/passwd", "StableVersion"),
            (Shop + "StableVersion", "1\u0007", "StableVersion"),
            (Shop + "StableVersion", new string('9', 10_000), "StableVersion"),
            (Shop + "Router", "a router", "Router"),
            (Shop + "Verify:0", "nothing", "nothing"),
            (Shop + "Linear:StepWeight", "101", "StepWeight"),
            (Shop + "Analysis:Alpha", "0", "Alpha"),
            (Shop + "Analysis:Alpha", "2", "Alpha"),
            (Shop + "Analysis:PromoteMargin", "-0.5", "PromoteMargin"),
            (Step + "Weight", "NaN", "Steps:0:Weight"),
            (Step + "Weight", "-1", "Steps:0:Weight"),
            (Step + "Weight", "101", "Steps:0:Weight"),
            (Step + "Weight", "Infinity", "Steps:0:Weight"),
            (Step + "Weigth", "10", "Weigth"),
            (Step + "Pause", "00:00:00", "Steps:0:Pause"),
            (Step + "Hook", "a/b", "Steps:0:Hook"),
            (Step + "Gate:Name", "", "Steps:0:Gate:Name"),
            (Step + "Gate:Expiry", "-00:01:00", "Gate"),
            (Step + "Analysis:MinDuration", "-00:00:01", "Analysis:MinDuration"),
            (Step + "Analysis:Metrics:0:Name", "errors", "Analysis:Metrics"),
        ];
        foreach ((string key, string value, string named) in settings)
        {
            await RefuseAsync(run, $"{key[Shop.Length..]}={value[..Math.Min(20, value.Length)]}", named, () => BuildAsync(new(StringComparer.OrdinalIgnoreCase) { [key] = value }));
        }

        foreach ((string key, string value, string named) in new[] { ("Networks:0", "10.0.0.0/99", "Networks[0]"), ("Headers:bad header", "x", "Headers[0].Name"), ("Cookies:tier", "", "Cookies[0].Value") })
        {
            await RefuseAsync(run, $"rule {key}", named, () => BuildAsync(new(StringComparer.OrdinalIgnoreCase) { [Step + "Rule:Name"] = "vip", [Step + "Rule:" + key] = value }));
        }

        await RefuseAsync(run, "two members", "Steps:0", () => BuildAsync(new(StringComparer.OrdinalIgnoreCase) { [Step + "Weight"] = "10", [Step + "Hook"] = "smoke" }));
        await RefuseAsync(run, "two services, one router", "Router", () => BuildAsync(new(StringComparer.OrdinalIgnoreCase) { [Shop + "Router"] = "front", ["StackKit:Deploy:Services:cart:Router"] = "front" }));
        await RefuseAsync(run, "a service without a name", "StackKit:Deploy:Services", () => BuildAsync(new(StringComparer.OrdinalIgnoreCase) { ["StackKit:Deploy:Services:a b:Instances"] = "1" }));
    }

    private void TryRouter(ScenarioRun run)
    {
        Router router = Router.Create("shop", new Arm("1", 1));
        long before = router.SnapshotVersion;
        Split good = new() { Arms = [new Arm("1", 1)] };
        RouteRule rule = new() { Name = "r", Version = "1", Users = ["u"] };
        (string Named, Split Split)[] splits =
        [
            ("Arms[0].Weight", good with { Arms = [new Arm("1", double.NaN)] }),
            ("Arms[1].Weight", good with { Arms = [new Arm("1", 1), new Arm("2", -1)] }),
            ("Arms[0].Weight", good with { Arms = [new Arm("1", double.PositiveInfinity)] }),
            ("Arms[1]", good with { Arms = [new Arm("1", 1), new Arm("1", 1)] }),
            ("Arms", good with { Arms = [] }),
            ("Rules[0].Networks[0]", good with { Rules = [rule with { Networks = ["10.0.0.0/33"] }] }),
            ("Rules[0].Headers[0].Name", good with { Rules = [rule with { Headers = [new ValueMatch("a\r\nb", "x")] }] }),
            ("Rules[0]", good with { Rules = [rule with { Users = [] }] }),
        ];
        foreach ((string named, Split split) in splits)
        {
            Refuse(run, $"split {named}", named, () => router.SetSplit(split));
        }

        Refuse(run, "endpoint weight", "Endpoints[0].Weight", () => router.SetPools([new Pool("1", [new Endpoint("a", "http://a") { Weight = double.NaN }])]));
        Refuse(run, "endpoint twice", "Endpoints[1]", () => router.SetPools([new Pool("1", [new Endpoint("a", "http://a"), new Endpoint("a", "http://b")])]));
        run.Check(router.SnapshotVersion == before, "a refused split or pool changed the router");
    }

    private async Task TryCommandsAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(_ => { });
        await RefuseAsync(run, "unknown service", "service", async () => await world.Rollouts.StartAsync("cart", "2", "ana", null, cancellationToken));
        await RefuseAsync(run, "hostile version", "version", async () => await world.Rollouts.StartAsync("shop", "2; rm -rf /", "ana", null, cancellationToken));
        await RefuseAsync(run, "endless version", "version", async () => await world.Rollouts.StartAsync("shop", new string('2', 10_000), "ana", null, cancellationToken));
        await RefuseAsync(run, "no actor", "actor", async () => await world.Rollouts.StartAsync("shop", "2", " ", null, cancellationToken));
        await RefuseAsync(run, "actor with control characters", "actor", async () => await world.Rollouts.StartAsync("shop", "2", "ana\u001b[2J", null, cancellationToken));
        await RefuseAsync(run, "endless reason", "reason", async () => await world.Rollouts.StartAsync("shop", "2", "ana", new string('x', 100_000), cancellationToken));
        await RefuseAsync(run, "nothing to pause", "Pause", async () => await world.Rollouts.PauseAsync("shop", "ana", null, cancellationToken));
        await RefuseAsync(run, "nothing to abort", "Abort", async () => await world.Rollouts.AbortAsync("shop", "ana", null, cancellationToken));
        run.Check(await world.Rollouts.GetAsync("shop", cancellationToken) is null, "a refused command began a rollout");
    }

    // What others write into the store is survived: users are served by what was known, and releases go on.
    private async Task TryGarbageAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        foreach (string key in new[] { "deploy/shop/routers/alien", "deploy/shop/commands/alien", "deploy/shop/state/progress" })
        {
            _cases++;
            await using RolloutWorld world = await RolloutWorld.StartAsync(_ => { });
            CoordinationSupervisor store = world.Services.GetRequiredService<CoordinationSupervisor>();
            await store.CommitAsync(Transaction.Create().Put(key, Encoding.UTF8.GetBytes("{\"generation\":\"\u0000")), cancellationToken);
            world.SendRequests(users: 10, run.Seed);
            string id = await world.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
            RolloutState state = await world.Rollouts.WaitAsync("shop", id, cancellationToken);
            run.Check(state.Phase == RolloutPhase.Succeeded, $"garbage in {key} made the rollout {state.Phase}: {state.Reason?.Text}");
        }
    }

    private async Task RefuseAsync(ScenarioRun run, string name, string named, Func<Task> attempt)
    {
        _cases++;
        try
        {
            await attempt();
            run.Check(false, $"{name} was accepted");
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException or ArgumentException)
        {
            run.Check(exception.Message.Contains(named, StringComparison.OrdinalIgnoreCase), $"{name}: the error does not name {named}: {exception.Message}");
        }
    }

    private void Refuse(ScenarioRun run, string name, string named, Action attempt)
    {
        _cases++;
        try
        {
            attempt();
            run.Check(false, $"{name} was accepted");
        }
        catch (RoutingConfigurationException exception)
        {
            run.Check(exception.Message.Contains(named, StringComparison.Ordinal), $"{name}: the error does not name {named}: {exception.Message}");
        }
    }

    private static async Task BuildAsync(Dictionary<string, string?> settings)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddStackKit().AddDeploy();
        await using ServiceProvider provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<IOptions<DeployOptions>>().Value;
    }
}
