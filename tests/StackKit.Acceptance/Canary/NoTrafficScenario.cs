using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.Canary;

public sealed class NoTrafficScenario : SiteScenario
{
    public override string Id => "P-C8";

    public override string Statement => "No traffic for the whole step: Held(InsufficientEvidence), neither promoted nor rolled back.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        await using ShopSite site = await ShopSite.StartAsync(kind, run.Seed, service => JudgeAt(service, 10, a => a.MaxDuration = TimeSpan.FromSeconds(2)), cancellationToken);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        await site.WaitUntilAsync(id, s => s.Phase == RolloutPhase.Held, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        RolloutState state = (await site.Rollouts.GetAsync("shop", cancellationToken))!.State;

        run.Figure(kind, $"{state.Phase}({state.Reason?.Code})");
        run.Check(state is { Phase: RolloutPhase.Held, Reason.Code: "InsufficientEvidence" }, $"{kind}: it is {state.Phase} {state.Reason?.Code}");
        run.Check(state.CandidateWeight == 0.1, $"{kind}: the weight is {state.CandidateWeight}");
    }
}
