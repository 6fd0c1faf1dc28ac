namespace StackKit.Coordination;

/// <summary>The store answers with an older revision or another epoch than was seen before: it was restored, emptied or has lost writes.</summary>
public sealed class StoreRegressedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="StoreRegressedException"/> class.</summary>
    public StoreRegressedException()
        : base("The store has gone back in time; it is not used until the regression is accepted.")
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StoreRegressedException"/> class with a message.</summary>
    /// <param name="message">What happened.</param>
    public StoreRegressedException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StoreRegressedException"/> class with a message and its cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What the store reported.</param>
    public StoreRegressedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
