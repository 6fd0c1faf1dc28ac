namespace StackKit.Routing;

/// <summary>Counts an exception or a time-out as a failure, and everything else as neither.</summary>
public sealed class ExceptionClassifier : IOutcomeClassifier
{
    /// <inheritdoc/>
    public string Name => "exception";

    /// <inheritdoc/>
    public Outcome Classify(in RequestResult result) =>
        result.TimedOut || result.Exception is not null ? Outcome.Failure : Outcome.Neither;
}
