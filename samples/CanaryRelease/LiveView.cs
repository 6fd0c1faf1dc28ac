using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using StackKit.Deploy;

namespace CanaryRelease;

/// <summary>Shows a rollout while it runs: a live picture in a terminal, plain lines where output is redirected.</summary>
internal sealed class LiveView(Rollouts rollouts, Visitors visitors, string rolloutId)
{
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(200);

    private readonly List<string> _decisions = [];
    private long _told;
    private string _line = "";

    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            await FollowAsync(PrintLine, cancellationToken);
        }
        else
        {
            await AnsiConsole.Live(new Text("…")).StartAsync(live => FollowAsync(status => live.UpdateTarget(Draw(status)), cancellationToken));
        }
    }

    private async Task FollowAsync(Action<RolloutStatus> show, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await rollouts.GetAsync("shop", cancellationToken) is RolloutStatus status && status.State.Rollout.Id == rolloutId)
            {
                await HearAsync(cancellationToken);
                show(status);
                if (status.State.IsTerminal)
                {
                    return;
                }
            }

            await Task.Delay(s_frame, TimeProvider.System, cancellationToken);
        }
    }

    // The decisions as they fall, from the audit trail.
    private async Task HearAsync(CancellationToken cancellationToken)
    {
        foreach (RolloutEvent next in (await rollouts.GetEventsAsync("shop", rolloutId, cancellationToken)).Where(e => e.Sequence > _told))
        {
            _told = next.Sequence;
            string? decision = next switch
            {
                RolloutEvent.PhaseChanged changed => $"{changed.From} -> {changed.To}",
                RolloutEvent.RoutingChanged routing => string.Create(CultureInfo.InvariantCulture, $"the candidate has {routing.CandidateWeight:P0} of the users"),
                RolloutEvent.StepChanged { Decision: not null } step => $"step {step.Step + 1}: {step.Decision.Code}",
                _ => null,
            };
            if (decision is not null)
            {
                _decisions.Add(string.Create(CultureInfo.InvariantCulture, $"{next.Time:HH:mm:ss.f}  {decision}"));
                if (Console.IsOutputRedirected)
                {
                    Console.WriteLine(_decisions[^1]);
                }
            }
        }
    }

    private void PrintLine(RolloutStatus status)
    {
        string line = string.Join("; ", Versions(status.State).Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Version} has {v.Weight:P0}, {v.Tally.Requests / 500 * 500}+ requests")));
        if (line != _line)
        {
            _line = line;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            {status.State.Phase}: {line}; evidence {Evidence(status):P0} of its bound"));
        }
    }

    private Rows Draw(RolloutStatus status)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("version", "share", "requests", "failed", "median");
        foreach ((string version, double weight, Tally tally) in Versions(status.State))
        {
            string failed = tally.Failures == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"[red]{tally.Failures}[/] ({tally.Failures / (double)tally.Requests:P1})");
            table.AddRow(Markup.Escape(version), string.Create(CultureInfo.InvariantCulture, $"{weight:P0}"), tally.Requests.ToString("N0", CultureInfo.InvariantCulture), failed, string.Create(CultureInfo.InvariantCulture, $"{tally.Median():0.0} ms"));
        }

        double evidence = Evidence(status);
        IRenderable bar = new BreakdownChart().Width(60).HideTags()
            .AddItem("evidence against the candidate", Math.Max(evidence, 0.001), evidence >= 1 ? Color.Red : Color.Orange1)
            .AddItem("missing", Math.Max(1 - evidence, 0.001), Color.Grey23);
        return new Rows(
            new Markup($"[bold]{status.State.Phase}[/]  {Markup.Escape(StepText(status.State))}"),
            table,
            new Markup(string.Create(CultureInfo.InvariantCulture, $"evidence against the candidate: {evidence:P0} of what takes it back")),
            bar,
            new Text(string.Join('\n', _decisions.TakeLast(6)), new Style(Color.Grey)));
    }

    private IEnumerable<(string Version, double Weight, Tally Tally)> Versions(RolloutState state)
    {
        double candidate = state.Phase == RolloutPhase.Succeeded ? 1 : state.CandidateWeight;
        yield return (state.Rollout.Stable!, 1 - candidate, visitors.Tallies.GetOrAdd(state.Rollout.Stable!, static _ => new Tally()));
        yield return (state.Rollout.Candidate, candidate, visitors.Tallies.GetOrAdd(state.Rollout.Candidate, static _ => new Tally()));
    }

    private static double Evidence(RolloutStatus status) => status.State.Reason?.Evidence is { Verdict: StackKit.Deploy.Analysis.Verdict.Rollback }
        ? 1
        : Math.Clamp((status.Analysis?.LogRollback ?? 0) / (status.Analysis?.LogRollbackThreshold ?? 1), 0, 1);

    private static string StepText(RolloutState state) => state.CurrentStep switch
    {
        _ when state.Phase != RolloutPhase.Progressing => "",
        RolloutStep.SetWeight weight => string.Create(CultureInfo.InvariantCulture, $"step {state.Step + 1}: {weight.Weight:P0} of the users to the candidate"),
        RolloutStep.Analyse analyse => $"step {state.Step + 1}: {(analyse.RequireEvidence ? "waiting for evidence that it is good enough" : "watching")}",
        _ => "",
    };
}
