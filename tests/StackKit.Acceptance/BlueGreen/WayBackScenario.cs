using StackKit.Acceptance.Canary;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.BlueGreen;

public sealed class WayBackScenario : IScenario
{
    private static readonly TimeSpan s_back = TimeSpan.FromSeconds(1);

    public string Id => "P-B6";

    public string Statement => "Rolled back within the bake time: everybody is on blue within 1 s; after it, going back is a new rollout and says so; nothing is lost.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await BlueGreenSite.StartAsync(1, service => service.BakeTime = TimeSpan.FromMinutes(5), _ => { }, cancellationToken);
        using Customers customers = new(site.Address);
        using CancellationTokenSource done = new();
        Task load = customers.SendUntilAsync(() => done.IsCancellationRequested, perSecond: 200, concurrency: 16, _ => null, cancellationToken);
        await AtOnceAsync(run, site, cancellationToken);
        await LaterAsync(run, site, cancellationToken);
        await done.CancelAsync();
        await load;
        int lost = customers.Visits.Count(v => v.Failed);
        run.Figure("requests", customers.Visits.Count);
        run.Figure("lost", lost);
        run.Check(lost == 0, $"{lost} requests were lost");
    }

    private static async Task AtOnceAsync(ScenarioRun run, ProcessSite site, CancellationToken cancellationToken)
    {
        using RoutedTimes routed = new(site);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        await BlueGreenSite.BakingAsync(site, id, cancellationToken);
        RollbackReceipt receipt = await site.Rollouts.RollbackAsync("shop", null, "ben", "orders are missing", cancellationToken);
        RolloutState state = await site.Rollouts.WaitAsync("shop", id, cancellationToken);
        TimeSpan back = await routed.SinceVerdictAsync(id, cancellationToken);

        run.Figure("back-ms", back.TotalMilliseconds);
        run.Check(!receipt.IsNewRollout && receipt.RolloutId == id, $"within the bake time: {receipt.Text}");
        run.Check(state is { Phase: RolloutPhase.RolledBack, Reason.Code: "Rollback" }, $"it is {state.Phase}: {state.Reason?.Text}");
        run.Check(back <= s_back, $"the last request went to green after {back.TotalMilliseconds:0} ms");
    }

    private static async Task LaterAsync(ScenarioRun run, ProcessSite site, CancellationToken cancellationToken)
    {
        string id = await site.Rollouts.StartAsync("shop", "3", "ana", null, cancellationToken);
        await BlueGreenSite.BakingAsync(site, id, cancellationToken);
        await site.Rollouts.PromoteFullAsync("shop", "ana", "good enough", cancellationToken);
        RolloutState promoted = await site.Rollouts.WaitAsync("shop", id, cancellationToken);
        RollbackReceipt receipt = await site.Rollouts.RollbackAsync("shop", null, "ben", "orders are missing", cancellationToken);
        await BlueGreenSite.BakingAsync(site, receipt.RolloutId, cancellationToken);
        await site.Rollouts.PromoteFullAsync("shop", "ben", "blue is back", cancellationToken);
        RolloutState back = await site.Rollouts.WaitAsync("shop", receipt.RolloutId, cancellationToken);

        run.Figure("says", receipt.Text);
        run.Check(promoted.Phase == RolloutPhase.Succeeded, $"version 3 is {promoted.Phase}: {promoted.Reason?.Text}");
        run.Check(receipt.IsNewRollout && receipt.RolloutId != id && receipt.Text.Contains("new rollout", StringComparison.Ordinal), $"after the bake time: {receipt.Text}");
        run.Check(back is { Phase: RolloutPhase.Succeeded, Rollout: { IsRollback: true, Candidate: "1", Stable: "3" } }, $"the way back is {back.Phase} of {back.Rollout.Candidate}: {back.Reason?.Text}");
        run.Check(back.Rollout.CandidateArtifact is { Checksum: not null }, "the history does not say what version 1 is");
    }
}
