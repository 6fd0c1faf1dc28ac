namespace StackKit.Routing;

/// <summary>The less loaded of two weighted random choices.</summary>
/// <remarks>
/// Both are drawn by weight and compared by requests in flight for the weight, and equals go to the first: an idle pool then follows its weights. Drawing
/// evenly, or counting the request that is to come, would turn 90/10 into 100/0 or 99/1.
/// </remarks>
internal sealed class TwoChoicesPicker(Destination[] destinations, double[] shares) : BlindPicker
{
    private readonly AliasTable _table = new(destinations, shares);

    public override Destination Pick()
    {
        ulong random = ThreadRandom.Next(out ulong other);
        Destination first = _table.Pick(random);
        Destination second = _table.Pick(other);
        return second.IsLessLoadedThan(first) ? second : first;
    }
}
