using Microsoft.Extensions.Logging;
using StackKit.Coordination;

namespace StackKit.Deploy.Control;

internal sealed partial class RolloutController
{
    private void LogDecided(Decision decision)
    {
        foreach (RolloutEvent next in decision.Events)
        {
            if (next is RolloutEvent.PhaseChanged changed)
            {
                telemetry.Record(service.Name, changed);
                LogPhase(logger, service.Name, changed.From, changed.To, changed.Trigger, changed.Decision?.Text ?? "as planned");
            }
        }
    }

    [LoggerMessage(1000, LogLevel.Information, "{Service}: {From} -> {To} by {Trigger}: {Reason}")]
    private static partial void LogPhase(ILogger logger, string service, RolloutPhase from, RolloutPhase to, RolloutTrigger trigger, string reason);

    [LoggerMessage(1001, LogLevel.Information, "{Service}: the release of {Candidate} after {Stable} begins ({RolloutId}), asked for by {Actor}.")]
    private static partial void LogBegun(ILogger logger, string service, string candidate, string stable, string rolloutId, string actor);

    [LoggerMessage(1002, LogLevel.Information, "{Service}: {Version} serves with {Count} instances.")]
    private static partial void LogAdopted(ILogger logger, string service, string version, int count);

    [LoggerMessage(1003, LogLevel.Error, "{Service}: the target runs several versions ({Versions}) and nothing says which one is stable; set StableVersion.")]
    private static partial void LogSeveralVersions(ILogger logger, string service, string versions);

    [LoggerMessage(1004, LogLevel.Warning, "{Service}: the store does not answer; nothing new is decided until it does.")]
    private static partial void LogStoreGone(ILogger logger, string service, Exception exception);

    [LoggerMessage(1005, LogLevel.Information, "{Service}: event {Sequence} was not stored ({Outcome}); everything is looked at again.")]
    private static partial void LogNotCommitted(ILogger logger, string service, CommitOutcome outcome, long sequence);

    [LoggerMessage(1007, LogLevel.Warning, "{Service}: the target did not say what version {Version} is.")]
    private static partial void LogNotIdentified(ILogger logger, string service, string version, Exception exception);

    [LoggerMessage(1006, LogLevel.Error, "{Service}: the stored progress cannot be read; elapsed times and evidence begin anew.")]
    private static partial void LogProgressUnreadable(ILogger logger, string service, Exception exception);

    [LoggerMessage(1008, LogLevel.Information, "{Service}: another process leads by now; this one does nothing more.")]
    private static partial void LogSucceeded(ILogger logger, string service, Exception exception);
}
