namespace StackKit.Routing.Yarp;

/// <summary>Says when YARP itself has the endpoints that a router was given; the split needs no telling, it is read from the router.</summary>
internal sealed class YarpShifter(RouterClusters clusters) : ITrafficShifter
{
    public string Name => "yarp";

    public ShifterCapabilities Capabilities => ShifterCapabilities.Router;

    public bool Supports(string router) => clusters.Contains(router);

    public async ValueTask ApplyAsync(RoutingIntent intent, CancellationToken cancellationToken) =>
        await clusters.WaitUntilAppliedAsync(cancellationToken).ConfigureAwait(false);

    public ValueTask<bool?> VerifyAsync(RoutingIntent intent, CancellationToken cancellationToken) => ValueTask.FromResult<bool?>(clusters.IsApplied);
}
