using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;
using StackKit.Routing;

namespace StackKit.Acceptance.Canary;

public sealed class RuleScenario : SiteScenario
{
    public override string Id => "P-C10";

    public override string Statement => "Header, user-list and IP-list rules beat the weight; deny beats allow; taking a rule away restores the weight within one second.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        await using ShopSite site = await ShopSite.StartAsync(kind, run.Seed, Configure, cancellationToken);
        using Customers customers = new(site.Address);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);

        await AtGateAsync(site, id, 4, cancellationToken);
        double header = await ShareAsync(customers, "eve", r => r.Headers.TryAddWithoutValidation("X-Preview", "yes"), cancellationToken);
        double user = await ShareAsync(customers, "beta-1", null, cancellationToken);
        double denied = await ShareAsync(customers, "careful", r => r.Headers.TryAddWithoutValidation("X-Preview", "yes"), cancellationToken);
        double others = await ShareAsync(customers, "eve", null, cancellationToken);
        await site.Rollouts.ApproveAsync("shop", "go", "ana", "as planned", cancellationToken);

        await AtGateAsync(site, id, 6, cancellationToken);
        double network = await ShareAsync(customers, "eve", null, cancellationToken);
        long asked = TimeProvider.System.GetTimestamp();
        await site.Rollouts.ApproveAsync("shop", "go", "ana", "as planned", cancellationToken);
        await AtGateAsync(site, id, 9, cancellationToken);
        TimeSpan took = TimeProvider.System.GetElapsedTime(asked);
        double after = await ShareAsync(customers, "eve", r => r.Headers.TryAddWithoutValidation("X-Preview", "yes"), cancellationToken);

        run.Figure(kind, FormattableString.Invariant($"header={header:P0},user={user:P0},deny={denied:P0},others={others:P0},ip={network:P0},removed={after:P0}-in-{took.TotalMilliseconds:0}ms"));
        run.Check(header == 1 && user == 1 && network == 1, $"{kind}: an allow rule did not beat the weight");
        run.Check(denied == 0, $"{kind}: deny did not beat allow");
        run.Check(others is > 0.05 and < 0.15 && after is > 0.05 and < 0.15, $"{kind}: without a rule the weight is {others:P1}, after removal {after:P1}");
        run.Check(took < TimeSpan.FromSeconds(1), $"{kind}: removal took {took}");
    }

    private static void Configure(ServiceOptions service)
    {
        service.Analysis.LatencyRollback = false;
        RuleOptions header = new() { Name = "preview", Headers = { ["X-Preview"] = "yes" } };
        RuleOptions users = new() { Name = "beta", Users = { "beta-1", "beta-2" } };
        RuleOptions careful = new() { Name = "careful", Effect = RuleEffect.Deny, Users = { "careful" } };
        RuleOptions network = new() { Name = "office", Networks = { "127.0.0.0/8", "::1/128" } };
        StepOptions gate = new() { Gate = new GateOptions { Name = "go" } };
        service.Canary.Steps.AddRange(
        [
            new StepOptions { Weight = 10 },
            new StepOptions { Rule = header },
            new StepOptions { Rule = users },
            new StepOptions { Rule = careful },
            gate,
            new StepOptions { Rule = network },
            gate,
            new StepOptions { Rule = new RuleOptions { Name = "office", Remove = true } },
            new StepOptions { Rule = new RuleOptions { Name = "preview", Remove = true } },
            gate,
        ]);
    }

    private static async Task<double> ShareAsync(Customers customers, string user, Action<HttpRequestMessage>? prepare, CancellationToken cancellationToken)
    {
        const int Requests = 150;
        int candidate = 0;
        for (int i = 0; i < Requests; i++)
        {
            Visit visit = await customers.SendAsync(user, prepare, cancellationToken);
            candidate += visit.Version == "2" ? 1 : 0;
        }

        return candidate / (double)Requests;
    }
}
