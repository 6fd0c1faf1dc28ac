namespace StackKit.Routing;

/// <summary>Counts the gRPC status codes that mean a server error as a failure, every other code as a success, and no code as neither.</summary>
/// <remarks>
/// Server errors are those that the OpenTelemetry semantic conventions for gRPC servers name: UNKNOWN (2), DEADLINE_EXCEEDED (4), UNIMPLEMENTED (12),
/// INTERNAL (13), UNAVAILABLE (14) and DATA_LOSS (15), which are also the codes that Envoy maps to an HTTP status of 500 or above.
/// </remarks>
public sealed class GrpcStatusClassifier : IOutcomeClassifier
{
    /// <inheritdoc/>
    public string Name => "grpc-status";

    /// <inheritdoc/>
    public Outcome Classify(in RequestResult result) => result.GrpcStatus switch
    {
        null => Outcome.Neither,
        2 or 4 or 12 or 13 or 14 or 15 => Outcome.Failure,
        _ => Outcome.Success,
    };
}
