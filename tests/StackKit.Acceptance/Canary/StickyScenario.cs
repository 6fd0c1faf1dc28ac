using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Routing;

namespace StackKit.Acceptance.Canary;

public sealed class StickyScenario : SiteScenario
{
    private const int Users = 2_000;

    public override string Id => "P-C2";

    public override string Statement => "2,000 users with ten requests each over the ramp 10 -> 25 -> 50: nobody changes version inside a step, nobody goes back from the candidate.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        int sticky = await RampAsync(run, kind, SplitMode.Sticky, requests: [4, 3, 3], cancellationToken);
        run.Check(sticky == 0, $"{kind}: {sticky} users changed sides");
        if (kind == "yarp")
        {
            int control = await RampAsync(run, kind, SplitMode.Exact, requests: [2, 1, 1], cancellationToken);
            run.Check(control > 0, "the control, which is not sticky, changed nobody either");
        }
    }

    private static async Task<int> RampAsync(ScenarioRun run, string kind, SplitMode mode, int[] requests, CancellationToken cancellationToken)
    {
        await using ShopSite site = await ShopSite.StartAsync(
            kind,
            run.Seed,
            service =>
            {
                service.Mode = mode;
                HoldAt(service, 10, 25, 50);
            },
            cancellationToken);
        using Customers customers = new(site.Address);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        Dictionary<string, string> before = new(StringComparer.Ordinal);
        HashSet<string> changed = new(StringComparer.Ordinal);
        List<double> shares = [];
        for (int step = 0; step < requests.Length; step++)
        {
            await AtGateAsync(site, id, (step * 2) + 1, cancellationToken);
            customers.Visits.Clear();
            await customers.SendManyAsync(Users * requests[step], n => $"user-{n % Users}", cancellationToken);
            foreach (IGrouping<string?, Visit> user in customers.Visits.GroupBy(v => v.User, StringComparer.Ordinal))
            {
                string[] versions = [.. user.Select(v => v.Version).Distinct(StringComparer.Ordinal)];
                if (versions.Length > 1 || (before.GetValueOrDefault(user.Key!) == "2" && versions[0] != "2"))
                {
                    changed.Add(user.Key!);
                }

                before[user.Key!] = versions[0];
            }

            shares.Add(before.Values.Count(v => v == "2") / (double)Users);
            await site.Rollouts.ApproveAsync("shop", "go", "ana", "as planned", cancellationToken);
        }

        run.Figure($"{kind}-{mode}-changed", changed.Count);
        run.Figure($"{kind}-{mode}-shares", string.Join('/', shares.Select(s => s.ToString("P1", System.Globalization.CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal))));
        return changed.Count;
    }
}
