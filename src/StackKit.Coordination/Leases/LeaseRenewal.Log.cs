using Microsoft.Extensions.Logging;

namespace StackKit.Coordination;

internal sealed partial class LeaseRenewal
{
    [LoggerMessage(505, LogLevel.Warning, "A renewal of the lease for '{Name}' failed; it is tried again until the lease runs out.")]
    private static partial void LogRenewalFailed(ILogger logger, Exception exception, string name);

    [LoggerMessage(506, LogLevel.Error, "Work that was told of the loss of the lease for '{Name}' failed.")]
    private static partial void LogCallbackFailed(ILogger logger, Exception exception, string name);
}
