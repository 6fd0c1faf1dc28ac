namespace StackKit.Routing.Yarp;

/// <summary>Says when YARP itself has the endpoints that a router was given; the split needs no telling, it is read from the router.</summary>
internal sealed class YarpShifter(RouterClusters clusters) : ITrafficShifter
{
    public string Name => "yarp";

    public ShifterCapabilities Capabilities { get; } = new()
    {
        MinWeightStep = 1e-9,
        Features = ShifterFeatures.Weight | ShifterFeatures.Rules | ShifterFeatures.Sticky | ShifterFeatures.PerInstance | ShifterFeatures.Verify
            | ShifterFeatures.Drain | ShifterFeatures.AtomicSwitch | ShifterFeatures.LosslessApply | ShifterFeatures.FailureBudget,
    };

    public bool Supports(string router) => clusters.Contains(router);

    public async ValueTask ApplyAsync(RoutingIntent intent, CancellationToken cancellationToken) =>
        await clusters.WaitUntilAppliedAsync(cancellationToken).ConfigureAwait(false);

    public ValueTask<bool?> VerifyAsync(RoutingIntent intent, CancellationToken cancellationToken) => ValueTask.FromResult<bool?>(clusters.IsApplied);
}
