using Microsoft.Extensions.Logging;

namespace StackKit.Coordination;

public sealed partial class LeaderElection
{
    [LoggerMessage(510, LogLevel.Information, "{OwnerId} leads by '{Key}' with fencing token {FencingToken}.")]
    private static partial void LogWon(ILogger logger, string ownerId, string key, long fencingToken);

    [LoggerMessage(511, LogLevel.Warning, "{OwnerId} no longer leads by '{Key}'; its term with fencing token {FencingToken} is over.")]
    private static partial void LogLost(ILogger logger, string ownerId, string key, long fencingToken);

    [LoggerMessage(512, LogLevel.Error, "The work of {OwnerId} failed after it had lost '{Key}'.")]
    private static partial void LogWorkFailed(ILogger logger, Exception exception, string ownerId, string key);

    [LoggerMessage(513, LogLevel.Warning, "{OwnerId} could not campaign for '{Key}'; it tries again.")]
    private static partial void LogCampaignFailed(ILogger logger, Exception exception, string ownerId, string key);

    [LoggerMessage(514, LogLevel.Debug, "{OwnerId} saw no vacancy of '{Key}'; it asks the store again.")]
    private static partial void LogStillHeld(ILogger logger, string ownerId, string key);
}
