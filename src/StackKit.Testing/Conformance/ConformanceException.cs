namespace StackKit.Testing;

/// <summary>A conformance statement does not hold; the message says what was seen.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="ConformanceException"/> class.</summary>
    public ConformanceException()
        : base("The statement does not hold.")
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ConformanceException"/> class with a message.</summary>
    /// <param name="message">What was seen.</param>
    public ConformanceException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ConformanceException"/> class with a message and its cause.</summary>
    /// <param name="message">What was seen.</param>
    /// <param name="innerException">The cause.</param>
    public ConformanceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
