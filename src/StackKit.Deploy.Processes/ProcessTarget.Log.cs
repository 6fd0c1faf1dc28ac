using Microsoft.Extensions.Logging;

namespace StackKit.Deploy.Processes;

/// <content>What it logs: never the environment of a process.</content>
internal sealed partial class ProcessTarget
{
    [LoggerMessage(1502, LogLevel.Information, "{Instance} is stopped: process {ProcessId} has ended.")]
    private static partial void LogStopped(ILogger logger, string instance, int processId);

    [LoggerMessage(1503, LogLevel.Information, "{Instance} was found again: process {ProcessId}.")]
    private static partial void LogAdopted(ILogger logger, string instance, int processId);
}
