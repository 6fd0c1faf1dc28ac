using Spectre.Console;
using Spectre.Console.Rendering;
using StackKit.Cli.Api;
using StackKit.Cli.Following;

namespace StackKit.Cli.Output;

/// <summary>Draws a rollout that is followed on a terminal, in place.</summary>
internal sealed class LiveRollout(CliHost host)
{
    private const int Remembered = 8;

    private static readonly Style s_dim = new(decoration: Decoration.Dim);

    private readonly Queue<string> _events = new();

    /// <summary>Draws every tick until the last.</summary>
    /// <param name="ticks">What is known, moment by moment.</param>
    /// <param name="findEvidence">Asks what the evidence says; null while there is none.</param>
    public async Task<Tick> ShowAsync(IAsyncEnumerable<Tick> ticks, Func<RolloutView, Task<EvidenceView?>> findEvidence)
    {
        Tick? last = null;
        await Terminal.Create(host).Live(new Text("")).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            await foreach (Tick tick in ticks.ConfigureAwait(false))
            {
                last = tick;
                Remember(tick.Events);
                EvidenceView? evidence = tick.IsReachable ? await findEvidence(tick.View).ConfigureAwait(false) : null;
                context.UpdateTarget(Draw(tick, evidence));
            }
        }).ConfigureAwait(false);
        return last!;
    }

    /// <summary>Draws one moment. Everything is plain text to the console: markup of others is never read.</summary>
    internal IRenderable Draw(Tick tick, EvidenceView? evidence)
    {
        List<IRenderable> rows = [];
        string[] lines = [.. RolloutText.Lines(tick.View, evidence)];
        rows.Add(new Text(lines[0], new Style(ColorOf(tick.View), decoration: Decoration.Bold)));
        rows.AddRange(lines.Skip(1).Select(static line => new Text(line)));
        if (!tick.IsReachable)
        {
            rows.Add(new Text("  the server does not answer; trying again", new Style(Color.Yellow)));
        }

        rows.AddRange(_events.Select(static line => new Text("  " + line, s_dim)));
        return new Rows(rows);
    }

    internal void Remember(IEnumerable<EventView> events)
    {
        foreach (EventView happened in events)
        {
            _events.Enqueue(RolloutText.Event(happened));
            if (_events.Count > Remembered)
            {
                _events.Dequeue();
            }
        }
    }

    private static Color ColorOf(RolloutView view) => view.Phase switch
    {
        "Succeeded" => Color.Green,
        "RolledBack" or "Failed" or "RollbackFailed" or "RollingBack" => Color.Red,
        "Held" => Color.Yellow,
        _ => Color.Default,
    };
}
