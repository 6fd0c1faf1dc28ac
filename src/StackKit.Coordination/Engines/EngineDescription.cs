namespace StackKit.Coordination;

/// <summary>What an engine can do and where its limits are.</summary>
public sealed record EngineDescription
{
    /// <summary>Gets the name of the engine in logs and telemetry, such as <c>in-memory</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets a value indicating whether several processes can share one store.</summary>
    public required bool SharedBetweenProcesses { get; init; }

    /// <summary>Gets a value indicating whether what was committed survives the death of the process.</summary>
    public required bool OutlivesProcess { get; init; }

    /// <summary>Gets the shortest time to live that a lease can have; shorter requests are raised to it.</summary>
    /// <value>The default is 1 s.</value>
    public TimeSpan MinimumTtl { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the longest time to live that a lease can have; longer requests are refused.</summary>
    /// <value>The default is one day.</value>
    public TimeSpan MaximumTtl { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Gets how many times its time to live an unrenewed lease may last in this store.</summary>
    /// <value>The default is 1. Consul, for one, takes up to twice the time.</value>
    public double ExpiryFactor { get; init; } = 1;

    /// <summary>Gets what is added to that: a sweep interval, a lock delay, an election of the store itself.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan ExpiryDelay { get; init; }

    /// <summary>Gets the longest silence of a healthy <see cref="ICoordinationEngine.FollowAsync"/>.</summary>
    /// <value>The default is 1 s.</value>
    public TimeSpan IdleInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the largest value of an entry, in bytes.</summary>
    /// <value>The default, and the most that any engine is asked for, is <see cref="Transaction.MaximumValueBytes"/>.</value>
    public int MaximumValueBytes { get; init; } = Transaction.MaximumValueBytes;

    /// <summary>Gets how long a lease that was asked for with a time to live may outlast its last renewal in this store.</summary>
    /// <param name="requested">The time to live that is asked for.</param>
    /// <returns>The time after which an observer can rely on its entries being gone, apart from scheduling delays.</returns>
    public TimeSpan GetEffectiveTtl(TimeSpan requested)
    {
        TimeSpan granted = requested < MinimumTtl ? MinimumTtl : requested;
        return (granted * ExpiryFactor) + ExpiryDelay;
    }
}
