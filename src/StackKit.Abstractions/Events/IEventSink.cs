namespace StackKit.Events;

/// <summary>Hears what happened: a release step, a fail-over, a scaling, a crash.</summary>
/// <remarks>
/// Called from background loops, never from a request. Implementations must be thread-safe, should return quickly, and must
/// expect the same <see cref="StackKitEvent.Id"/> more than once. An exception is logged by the caller and changes nothing else.
/// </remarks>
public interface IEventSink
{
    /// <summary>Takes one event.</summary>
    /// <param name="stackKitEvent">What happened.</param>
    /// <param name="cancellationToken">Ends the wait when the application stops.</param>
    /// <returns>A task that completes when the sink has taken the event.</returns>
    ValueTask WriteAsync(StackKitEvent stackKitEvent, CancellationToken cancellationToken);
}
