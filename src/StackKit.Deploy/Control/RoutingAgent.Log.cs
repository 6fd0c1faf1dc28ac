using Microsoft.Extensions.Logging;

namespace StackKit.Deploy.Control;

internal sealed partial class RoutingAgent
{
    [LoggerMessage(1020, LogLevel.Debug, "{Service}: routing generation {Generation} is applied, the candidate has {Weight}.")]
    private static partial void LogApplied(ILogger logger, string service, long generation, double weight);

    [LoggerMessage(1021, LogLevel.Warning, "{Service}: routing generation {Generation} could not be applied; it is tried again.")]
    private static partial void LogNotApplied(ILogger logger, string service, long generation, Exception exception);

    [LoggerMessage(1022, LogLevel.Warning, "{Service}: routing of epoch {Epoch}, generation {Generation} is older than what the router has; it is not applied.")]
    private static partial void LogStale(ILogger logger, string service, long epoch, long generation);

    [LoggerMessage(1023, LogLevel.Debug, "{Service}: the counters of the router could not be published; the router goes on by itself.")]
    private static partial void LogNotPublished(ILogger logger, string service, Exception exception);

    [LoggerMessage(1024, LogLevel.Warning, "{Service}: {Actor} aborted while the store does not answer; this router sends nothing to {Candidate} any more.")]
    private static partial void LogHalted(ILogger logger, string service, string candidate, string actor);

    [LoggerMessage(1025, LogLevel.Error, "{Service}: the stored routing cannot be read; the router keeps what it has.")]
    private static partial void LogUnreadable(ILogger logger, string service, Exception exception);
}
