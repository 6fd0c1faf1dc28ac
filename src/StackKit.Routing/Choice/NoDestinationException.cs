namespace StackKit.Routing;

/// <summary>No version can take the request: no split was set, all weights are 0, or no endpoint takes requests.</summary>
public sealed class NoDestinationException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public NoDestinationException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">Which router has no destination.</param>
    public NoDestinationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">Which router has no destination.</param>
    /// <param name="innerException">The cause.</param>
    public NoDestinationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
