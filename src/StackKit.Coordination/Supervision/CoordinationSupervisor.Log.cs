using Microsoft.Extensions.Logging;

namespace StackKit.Coordination;

public sealed partial class CoordinationSupervisor
{
    [LoggerMessage(502, LogLevel.Warning, "The store did not answer a commit; whether it was applied is not known.")]
    private static partial void LogCommitUnknown(ILogger logger, Exception exception);

    [LoggerMessage(503, LogLevel.Warning, "The regression of the store was accepted; its present content is adopted.")]
    private static partial void LogRegressionAccepted(ILogger logger);

    [LoggerMessage(504, LogLevel.Warning, "The lease '{LeaseId}' could not be released; the store lets it expire.")]
    private static partial void LogReleaseFailed(ILogger logger, Exception exception, string leaseId);
}
