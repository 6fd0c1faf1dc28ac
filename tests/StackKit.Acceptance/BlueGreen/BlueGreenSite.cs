using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.BlueGreen;

/// <summary>A shop of real processes behind YARP that is released blue/green; version 1 serves.</summary>
internal static class BlueGreenSite
{
    public static Task<ProcessSite> StartAsync(int instances, Action<ServiceOptions> configure, Action<IStackKitBuilder> extend, CancellationToken cancellationToken) =>
        ProcessSite.StartAsync(
            instances,
            service =>
            {
                service.Strategy = StrategyNames.BlueGreen;
                service.BakeTime = TimeSpan.Zero;
                service.DrainTimeout = TimeSpan.FromSeconds(60);
                service.Analysis.LatencyRollback = false; // a process that has just been started is slow for a moment, and nobody is left to compare with
                configure(service);
            },
            extend,
            cancellationToken);

    /// <summary>Waits until every request goes to the candidate and the stable version is still there.</summary>
    public static Task<RolloutState> BakingAsync(ProcessSite site, string rollout, CancellationToken cancellationToken) =>
        site.WaitUntilAsync(rollout, s => s.Phase == RolloutPhase.Baking, cancellationToken);

    /// <summary>Gets when a phase was entered.</summary>
    public static DateTimeOffset TimeOf(IReadOnlyList<RolloutEvent> events, RolloutPhase phase) =>
        events.OfType<RolloutEvent.PhaseChanged>().First(e => e.To == phase).Time;
}
