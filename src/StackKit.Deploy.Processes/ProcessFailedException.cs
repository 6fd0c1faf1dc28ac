namespace StackKit.Deploy.Processes;

/// <summary>Thrown when a process or a command did not do what was asked of it.</summary>
/// <remarks>The message holds its exit code and the end of what it wrote, at most 3,500 bytes; never the environment that it got.</remarks>
public sealed class ProcessFailedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="ProcessFailedException"/> class.</summary>
    public ProcessFailedException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ProcessFailedException"/> class with a message.</summary>
    /// <param name="message">What went wrong.</param>
    public ProcessFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ProcessFailedException"/> class with a message and a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public ProcessFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ProcessFailedException(string message, int? exitCode)
        : base(message) => ExitCode = exitCode;

    /// <summary>Gets the exit code; null when it has not ended, or nobody could see how.</summary>
    public int? ExitCode { get; }
}
