namespace StackKit.Routing;

/// <summary>In turn with unequal weights: by a low-discrepancy sequence.</summary>
internal sealed class SequencePicker(Destination[] destinations, double[] shares, WeylSequence sequence) : BlindPicker
{
    private readonly IntervalTable _intervals = new(shares);

    public override Destination Pick() => destinations[_intervals.Find(sequence.Next())];
}
