using StackKit.Routing;

namespace StackKit.Deploy.Control;

/// <summary>What the data planes of a router can do together.</summary>
internal static class DataPlane
{
    public static ShifterCapabilities Common(IEnumerable<ITrafficShifter> shifters)
    {
        ShifterCapabilities common = ShifterCapabilities.Router;
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
