using System.Globalization;
using Spectre.Console;
using StackKit.Deploy;

namespace CanaryRelease;

/// <summary>One release after the other, then what became of them.</summary>
internal sealed class Demonstration(Gateway gateway, IReadOnlyList<Release> releases, bool keep)
{
    private readonly List<(Release Release, RolloutState State, long Failures, Explanation Why)> _ended = [];

    /// <summary>Runs all releases.</summary>
    /// <returns>0 when each ended as it should.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await AnsiConsole.Status().StartAsync("Starting three processes of the shop at version 1.0 …", async _ =>
        {
            string first = await gateway.Rollouts.StartAsync("shop", "1.0", "sample", "the shop opens", cancellationToken);
            await gateway.Rollouts.WaitAsync("shop", first, cancellationToken);
        });
        await using (Visitors visitors = new(gateway.Address))
        {
            visitors.Start();
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken); // what is normal is seen first
            foreach (Release release in releases)
            {
                await ReleaseAsync(release, visitors, cancellationToken);
            }
        }

        Summarise();
        if (keep)
        {
            AnsiConsole.MarkupLineInterpolated($"The gateway listens at [blue]{gateway.Address}[/]; Ctrl+C ends it.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return _ended.Exists(e => e.State.Phase != e.Release.Expected) ? 1 : 0;
    }

    private async Task ReleaseAsync(Release release, Visitors visitors, CancellationToken cancellationToken)
    {
        AnsiConsole.Write(new Rule(string.Create(CultureInfo.InvariantCulture, $"[bold]release {release.Version}[/]: {release.Description}")).LeftJustified());
        string id = await gateway.Rollouts.StartAsync("shop", release.Version, "sample", release.Description, cancellationToken);
        LiveView view = new(gateway.Rollouts, visitors, id);
        await view.ShowAsync(cancellationToken);
        RolloutState state = await gateway.Rollouts.WaitAsync("shop", id, cancellationToken);
        Explanation why = await gateway.Rollouts.WhyAsync("shop", id, cancellationToken) ?? throw new InvalidOperationException("The rollout is not known any more.");
        long failures = visitors.Tallies.TryGetValue(release.Version, out Tally? tally) ? tally.Failures : 0;
        _ended.Add((release, state, failures, why));
        string colour = state.Phase == RolloutPhase.Succeeded ? "green" : "red";
        AnsiConsole.MarkupLine($"[{colour}]{state.Phase}[/]: {Markup.Escape(state.Reason?.Text ?? "")}");
    }

    private void Summarise()
    {
        AnsiConsole.Write(new Rule("[bold]why[/]").LeftJustified());
        foreach ((_, _, _, Explanation why) in _ended)
        {
            Console.WriteLine(why.ToText()); // not wrapped: it may go into a file
        }

        Table table = new Table().AddColumns("release", "what it was", "ended as", "user requests that failed because of it");
        foreach ((Release release, RolloutState state, long failures, _) in _ended)
        {
            table.AddRow(release.Version, release.Description, state.Phase.ToString(), failures.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }
}
