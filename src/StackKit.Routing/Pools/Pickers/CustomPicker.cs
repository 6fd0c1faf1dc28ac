using System.Globalization;

namespace StackKit.Routing;

/// <summary>As a policy of the application says.</summary>
internal sealed class CustomPicker(Destination[] destinations, IPoolPicker picker, string policy) : DestinationPicker
{
    public override Destination? Pick(in RouteContext context)
    {
        int index = picker.Pick(in context);
        return (uint)index < (uint)destinations.Length ? destinations[index] : throw OutOfRange(index);
    }

    private InvalidOperationException OutOfRange(int index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Pool policy '{policy}' chose endpoint {index}; it must be from 0 to {destinations.Length - 1}."));
}
