namespace StackKit.Routing;

/// <summary>Each in turn.</summary>
internal sealed class CyclePicker(Destination[] destinations, CycleCounter cycle) : BlindPicker
{
    public override Destination Pick() => destinations[cycle.Next() % (uint)destinations.Length];
}
