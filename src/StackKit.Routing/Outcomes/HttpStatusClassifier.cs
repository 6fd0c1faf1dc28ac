namespace StackKit.Routing;

/// <summary>Counts HTTP status 500 and above as a failure, every other status as a success, and no status as neither.</summary>
public sealed class HttpStatusClassifier : IOutcomeClassifier
{
    /// <inheritdoc/>
    public string Name => "http-status";

    /// <inheritdoc/>
    public Outcome Classify(in RequestResult result) => result.StatusCode switch
    {
        null => Outcome.Neither,
        >= 500 => Outcome.Failure,
        _ => Outcome.Success,
    };
}
