namespace StackKit.Routing;

/// <summary>Says what a data plane can do, so that a plan that needs more is refused before it starts.</summary>
public sealed record ShifterCapabilities
{
    /// <summary>Gets the smallest change of a share that the data plane can make, between 0 and 1.</summary>
    /// <value>The default is 0: any.</value>
    public double MinWeightStep { get; init; }

    /// <summary>Gets the features.</summary>
    public ShifterFeatures Features { get; init; }
}
