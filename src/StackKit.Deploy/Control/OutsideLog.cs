using Microsoft.Extensions.Logging;

namespace StackKit.Deploy.Control;

internal static partial class OutsideLog
{
    [LoggerMessage(1013, LogLevel.Warning, "{Service}: the metric {Metric} could not be measured.")]
    public static partial void NotMeasured(ILogger logger, string service, string metric, Exception exception);

    [LoggerMessage(1014, LogLevel.Warning, "{Service}: the gate {Gate} gave no answer; it is asked again.")]
    public static partial void GateSilent(ILogger logger, string service, string gate, Exception exception);
}
