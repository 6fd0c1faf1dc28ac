namespace StackKit.Coordination;

/// <summary>The lease has ended and cannot be renewed.</summary>
public sealed class LeaseLostException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="LeaseLostException"/> class.</summary>
    public LeaseLostException()
        : base("The lease has ended.")
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LeaseLostException"/> class with a message.</summary>
    /// <param name="message">What happened.</param>
    public LeaseLostException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LeaseLostException"/> class with a message and its cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What the store reported.</param>
    public LeaseLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
