namespace StackKit.Routing;

/// <summary>By the hash of the sticky key.</summary>
internal sealed class HashPicker(Destination[] destinations, double[] shares, MaglevTable table) : DestinationPicker
{
    private readonly AliasTable _unkeyed = new(destinations, shares);

    public override Destination? Pick(in RouteContext context) =>
        context.StickyKey.IsEmpty ? _unkeyed.Pick(ThreadRandom.Next()) : destinations[table.Find(StickyHash.OfPool(context.StickyKey))];
}
