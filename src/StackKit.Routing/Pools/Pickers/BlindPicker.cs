namespace StackKit.Routing;

/// <summary>Chooses between endpoints whatever the request is, and always finds one.</summary>
internal abstract class BlindPicker : DestinationPicker
{
    /// <summary>Chooses an endpoint.</summary>
    public abstract Destination Pick();

    /// <inheritdoc/>
    public sealed override Destination? Pick(in RouteContext context) => Pick();
}
