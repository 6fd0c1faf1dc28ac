using StackKit.Routing;

namespace StackKit.Deploy.Control;

/// <summary>What the data planes of a router can do together.</summary>
internal static class DataPlane
{
    /// <summary>Gets what a router in this process can do by itself.</summary>
    public static ShifterCapabilities InProcess { get; } = new()
    {
        MinWeightStep = 1e-9,
        Features = ShifterFeatures.Weight | ShifterFeatures.Rules | ShifterFeatures.Sticky | ShifterFeatures.PerInstance | ShifterFeatures.Verify
            | ShifterFeatures.Drain | ShifterFeatures.AtomicSwitch | ShifterFeatures.LosslessApply | ShifterFeatures.FailureBudget,
    };

    public static ShifterCapabilities Common(IEnumerable<ITrafficShifter> shifters)
    {
        ShifterCapabilities common = InProcess;
        foreach (ITrafficShifter shifter in shifters)
        {
            common = new ShifterCapabilities
            {
                MinWeightStep = Math.Max(common.MinWeightStep, shifter.Capabilities.MinWeightStep),
                Features = common.Features & shifter.Capabilities.Features,
            };
        }

        return common;
    }
}
