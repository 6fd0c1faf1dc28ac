namespace StackKit.Routing;

/// <summary>Chooses between the endpoints of one arm. Part of a snapshot: immutable, but for turns and counts.</summary>
internal abstract class DestinationPicker
{
    /// <summary>Chooses an endpoint.</summary>
    /// <param name="context">What is known about the request.</param>
    /// <returns>The endpoint; null when none is for the request.</returns>
    public abstract Destination? Pick(in RouteContext context);
}
