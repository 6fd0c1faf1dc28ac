using Microsoft.Extensions.Logging;

namespace StackKit.Coordination;

internal sealed partial class ViewFollower
{
    [LoggerMessage(500, LogLevel.Warning, "The store does not answer for prefix '{Prefix}'; the last known state stays in use.")]
    private static partial void LogLost(ILogger logger, Exception exception, string prefix);

    [LoggerMessage(501, LogLevel.Information, "The store cannot continue the follow of prefix '{Prefix}'; it is listed again.")]
    private static partial void LogReset(ILogger logger, string prefix);
}
