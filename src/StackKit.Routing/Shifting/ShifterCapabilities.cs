namespace StackKit.Routing;

/// <summary>Says what a data plane can do, so that a plan that needs more is refused before it starts.</summary>
public sealed record ShifterCapabilities
{
    /// <summary>Gets what a router can do by itself; so can a data plane that asks the router for every request.</summary>
    public static ShifterCapabilities Router { get; } = new()
    {
        MinWeightStep = 1e-9,
        Features = ShifterFeatures.Weight | ShifterFeatures.Rules | ShifterFeatures.Sticky | ShifterFeatures.PerInstance | ShifterFeatures.Verify
            | ShifterFeatures.Drain | ShifterFeatures.AtomicSwitch | ShifterFeatures.LosslessApply | ShifterFeatures.FailureBudget,
    };

    /// <summary>Gets the smallest change of a share that the data plane can make, between 0 and 1.</summary>
    /// <value>The default is 0: any.</value>
    public double MinWeightStep { get; init; }

    /// <summary>Gets the features.</summary>
    public ShifterFeatures Features { get; init; }
}
