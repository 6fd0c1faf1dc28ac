using Shop;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;
using StackKit.Routing;

namespace StackKit.Acceptance.Canary;

public sealed class LoopingClientScenario : SiteScenario
{
    private const int Users = 3_000;

    public override string Id => "P-C13";

    public override string Statement => "One sticky user of the candidate loops over 1,000 errors: no roll-back, reported as concentrated on one key; 50 such users: roll-back.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        await using ShopSite site = await ShopSite.StartAsync(
            kind,
            run.Seed,
            service =>
            {
                service.Mode = SplitMode.Sticky;
                JudgeAt(service, 10, a =>
                {
                    a.LatencyRollback = false;
                    a.MinCandidateRequests = 1_000_000;
                });
            },
            cancellationToken);
        await site.SetFaultAsync("2", new Fault { FailMarked = true }, cancellationToken);
        using Customers customers = new(site.Address);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        await site.WaitUntilAsync(id, s => s is { Step: 1, StepPhase: StepPhase.Observing }, cancellationToken);
        await customers.SendManyAsync(Users, n => $"user-{n}", cancellationToken);
        string[] candidates = [.. customers.Visits.Where(v => v.Version == "2").Select(v => v.User!).Take(51)];

        for (int i = 0; i < 1_000; i++)
        {
            await customers.SendAsync(candidates[0], r => r.Headers.TryAddWithoutValidation("X-Fail", "1"), cancellationToken);
        }

        RolloutStatus one = await StatusAsync(site, s => s.Analysis?.Notices.Any(IsConcentration) == true, cancellationToken);
        int looped = customers.Failures("2");
        run.Figure($"{kind}-one-user", $"{looped}-failures:{one.State.Phase}");
        run.Check(one.State.Phase == RolloutPhase.Progressing, $"{kind}: one user made it {one.State.Phase}: {one.State.Reason?.Text}");
        run.Check(one.Analysis?.Notices.Any(IsConcentration) == true, $"{kind}: nobody was told that it is one key: {string.Join(' ', one.Analysis?.Notices ?? [])}");

        int used = 0;
        foreach (string user in candidates.Skip(1))
        {
            used++;
            for (int i = 0; i < 5; i++)
            {
                await customers.SendAsync(user, r => r.Headers.TryAddWithoutValidation("X-Fail", "1"), cancellationToken);
            }
        }

        RolloutState many = await site.Rollouts.WaitAsync("shop", id, cancellationToken);
        run.Figure($"{kind}-50-users", many.Phase.ToString());
        run.Check(used == 50 && many is { Phase: RolloutPhase.RolledBack, Reason.Code: "ErrorRate" }, $"{kind}: {used} users made it {many.Phase}");
    }

    private static bool IsConcentration(string notice) => notice.Contains("single sticky key", StringComparison.Ordinal);

    private static async Task<RolloutStatus> StatusAsync(ShopSite site, Func<RolloutStatus, bool> wanted, CancellationToken cancellationToken)
    {
        RolloutStatus status;
        int looks = 0;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            status = (await site.Rollouts.GetAsync("shop", cancellationToken))!;
        }
        while (!wanted(status) && !status.State.IsTerminal && looks++ < 50);

        return status;
    }
}
