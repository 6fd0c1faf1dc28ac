namespace StackKit.Coordination;

/// <summary>Options of the supervisor. Read once, when it is made.</summary>
public sealed class CoordinationOptions
{
    /// <summary>Gets or sets the longest time that a single call to the store may take.</summary>
    /// <value>Positive. The default is 5 s.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the mean delay before the first retry; later ones grow exponentially, all with jitter.</summary>
    /// <value>Positive. The default is 250 ms.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Gets or sets the longest delay between retries; a connection that lasted longer starts over with <see cref="RetryDelay"/>.</summary>
    /// <value>At least <see cref="RetryDelay"/>. The default is 5 s.</value>
    public TimeSpan MaximumRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the silence of the store after which a view is stale and connects anew.</summary>
    /// <value>Positive; raised to three times <see cref="EngineDescription.IdleInterval"/>. The default is 5 s.</value>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the shortest time between two snapshots of a view; changes within it are merged, the first is published at once.</summary>
    /// <value>Zero or more. The default is 50 ms.</value>
    public TimeSpan PublishInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    internal static void ThrowIfInvalid(CoordinationOptions options)
    {
        ThrowUnless(options.RequestTimeout > TimeSpan.Zero, nameof(RequestTimeout), nameof(options));
        ThrowUnless(options.RetryDelay > TimeSpan.Zero, nameof(RetryDelay), nameof(options));
        ThrowUnless(options.MaximumRetryDelay >= options.RetryDelay, nameof(MaximumRetryDelay), nameof(options));
        ThrowUnless(options.StaleAfter > TimeSpan.Zero, nameof(StaleAfter), nameof(options));
        ThrowUnless(options.PublishInterval >= TimeSpan.Zero, nameof(PublishInterval), nameof(options));
    }

    private static void ThrowUnless(bool isValid, string property, string parameterName)
    {
        if (!isValid)
        {
            throw new ArgumentOutOfRangeException(parameterName, $"{nameof(CoordinationOptions)}.{property} is outside its range.");
        }
    }
}
