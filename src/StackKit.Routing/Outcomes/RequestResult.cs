namespace StackKit.Routing;

/// <summary>What is known about a finished request.</summary>
public readonly struct RequestResult
{
    /// <summary>Gets the HTTP status code. Null means that there was no HTTP response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Gets the gRPC status code, from the trailer. Null means that it was not a gRPC call or that it ended without a status.</summary>
    public int? GrpcStatus { get; init; }

    /// <summary>Gets the exception that ended the request. Null means none.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Gets a value indicating whether the client went away before the request had ended.</summary>
    public bool ClientAborted { get; init; }

    /// <summary>Gets a value indicating whether the request was given up because it took too long.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Gets the request in the form of the transport, for classifiers of one's own. Null means that the transport gives none.</summary>
    public object? Request { get; init; }
}
