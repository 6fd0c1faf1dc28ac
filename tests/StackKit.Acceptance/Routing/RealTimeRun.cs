using System.Diagnostics;
using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Routing;

/// <summary>Hunts for late picks for some time with all processors, and for the same time with one.</summary>
internal static class RealTimeRun
{
    // Each turn another router: endpoints or versions are removed, by another mode of the split.
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(800);

    public static void Try(ScenarioRun run, TimeSpan time, CancellationToken cancellationToken)
    {
        TryOn(run, "all-processors", time, pinned: false, cancellationToken);
        if (OperatingSystem.IsLinux())
        {
            TryOn(run, "one-processor", time, pinned: true, cancellationToken);
        }
    }

    private static void TryOn(ScenarioRun run, string name, TimeSpan time, bool pinned, CancellationToken cancellationToken)
    {
        RealTimeResult result = default;
        long started = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < 2 || Stopwatch.GetElapsedTime(started) < time; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int mode = (turn / 2) + run.Seed;
            IRealTimeTarget target = turn % 2 == 0 ? new EndpointRemovals(mode) : new VersionRemovals(mode);
            result = result.Plus(new RealTimeHunt(target, pinned).Run(s_turn, cancellationToken));
        }

        RealTimeResult control = new RealTimeHunt(new LateRemovals(), pinned).Run(s_turn, cancellationToken);
        run.Note($"{name}: {result}");
        run.Note($"{name}, control: {control}");
        run.Figure($"{name}-removals", result.Removals);
        run.Figure($"{name}-picks", result.Picks);
        run.Figure($"{name}-collections", result.Collections);
        run.Figure($"{name}-late", result.Late + result.LateDestinations);
        run.Figure($"{name}-late-of-control", $"{control.Late}+{control.LateDestinations}");
        run.Check(result is { Late: 0, LateDestinations: 0 }, $"{name}: {result.Late} picks of what was known to be removed, {result.LateDestinations} destinations picked after their removal.");
        run.Check(result is { Removals: >= 100, Picks: >= 10_000, Collections: >= 10 }, $"{name}: too little happened: {result}.");
        run.Check(control is { Late: > 0, LateDestinations: > 0 }, $"{name}: the control is no control: {control}.");
    }
}
