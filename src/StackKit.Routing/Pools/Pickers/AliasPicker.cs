namespace StackKit.Routing;

/// <summary>Independent weighted random choices.</summary>
internal sealed class AliasPicker(Destination[] destinations, double[] shares) : BlindPicker
{
    public Destination[] Destinations { get; } = destinations;

    public double[] Shares { get; } = shares;

    public AliasTable Table { get; } = new(destinations, shares);

    public override Destination Pick() => Table.Pick(ThreadRandom.Next());
}
