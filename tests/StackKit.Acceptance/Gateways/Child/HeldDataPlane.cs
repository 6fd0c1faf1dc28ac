using StackKit.Routing;

namespace StackKit.Acceptance.Gateways.Child;

/// <summary>A data plane beside the router that refuses new routing while it is told to: then this gateway does not acknowledge any.</summary>
internal sealed class HeldDataPlane : ITrafficShifter
{
    private volatile bool _held;

    public bool Held
    {
        get => _held;
        set => _held = value;
    }

    public string Name => "held";

    public ShifterCapabilities Capabilities => ShifterCapabilities.Router;

    public bool Supports(string router) => true;

    public ValueTask ApplyAsync(RoutingIntent intent, CancellationToken cancellationToken) =>
        _held ? throw new InvalidOperationException("The test holds the acknowledgement back.") : ValueTask.CompletedTask;

    public ValueTask<bool?> VerifyAsync(RoutingIntent intent, CancellationToken cancellationToken) => ValueTask.FromResult<bool?>(!_held);
}
