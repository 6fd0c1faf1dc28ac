namespace StackKit.Routing;

/// <summary>Tells a data plane other than <see cref="Router"/> itself how to divide requests.</summary>
/// <remarks>Implementations are thread-safe. They keep no retry logic: the caller retries what throws.</remarks>
public interface ITrafficShifter
{
    /// <summary>Gets the name that configuration and telemetry use for this data plane.</summary>
    string Name { get; }

    /// <summary>Gets what the data plane can do.</summary>
    ShifterCapabilities Capabilities { get; }

    /// <summary>Says whether this data plane carries the requests of a router.</summary>
    /// <param name="router">The name of the router.</param>
    /// <returns>True when intents for the router should be applied here.</returns>
    bool Supports(string router);

    /// <summary>Applies an intent; the same intent again changes nothing.</summary>
    /// <param name="intent">What should be in force.</param>
    /// <param name="cancellationToken">Gives up waiting; the intent may be in force or not.</param>
    /// <returns>A task that completes when the data plane has the intent.</returns>
    ValueTask ApplyAsync(RoutingIntent intent, CancellationToken cancellationToken);

    /// <summary>Asks whether an intent is in force.</summary>
    /// <param name="intent">What should be in force.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>True or false; null when the data plane cannot tell.</returns>
    ValueTask<bool?> VerifyAsync(RoutingIntent intent, CancellationToken cancellationToken);
}
