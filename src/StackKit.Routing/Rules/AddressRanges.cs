namespace StackKit.Routing;

/// <summary>Turns networks, which may lie within one another, into the disjoint ranges of the addresses that are meant.</summary>
internal static class AddressRanges
{
    /// <summary>What stands before a network whose addresses are taken out again.</summary>
    public const char Exception = '!';

    /// <summary>Flattens validated networks: the longest prefix that contains an address decides about it, and an exception wins over the same network.</summary>
    /// <param name="networks">The networks and exceptions, in any order.</param>
    /// <param name="family">4 or 6.</param>
    /// <returns>Disjoint ranges in ascending order, none next to another.</returns>
    public static AddressRange[] Flatten(IEnumerable<string> networks, byte family)
    {
        List<(AddressRange Range, bool IsIn)> sorted = [];
        foreach (string network in networks)
        {
            bool isException = network.StartsWith(Exception);
            if (AddressRange.TryParse(isException ? network[1..] : network, out AddressRange range) && range.Family == family)
            {
                sorted.Add((range, !isException));
            }
        }

        // Networks lie apart or within one another. So an outer one comes first, and an exception after the same network.
        sorted.Sort(static (one, other) =>
        {
            int order = one.Range.First.CompareTo(other.Range.First);
            order = order != 0 ? order : other.Range.Last.CompareTo(one.Range.Last);
            return order != 0 ? order : other.IsIn.CompareTo(one.IsIn);
        });

        List<AddressRange> flat = [];
        Stack<(AddressRange Range, bool IsIn)> open = new();
        UInt128? next = 0; // the first address that is not decided yet; null behind the last one
        foreach ((AddressRange range, bool isIn) in sorted)
        {
            while (open.Count > 0 && open.Peek().Range.Last < range.First)
            {
                next = Close(flat, open, next);
            }

            if (open.Count > 0 && open.Peek().IsIn && next < range.First)
            {
                Add(flat, new AddressRange(family, next.Value, range.First - 1));
            }

            open.Push((range, isIn));
            next = range.First;
        }

        while (open.Count > 0)
        {
            next = Close(flat, open, next);
        }

        return [.. flat];
    }

    /// <summary>Ends the innermost open network.</summary>
    /// <returns>The first address behind it; null when there is none.</returns>
    private static UInt128? Close(List<AddressRange> flat, Stack<(AddressRange Range, bool IsIn)> open, UInt128? next)
    {
        (AddressRange range, bool isIn) = open.Pop();
        if (isIn && next <= range.Last)
        {
            Add(flat, range with { First = next.Value });
        }

        return range.Last == UInt128.MaxValue ? null : range.Last + 1;
    }

    private static void Add(List<AddressRange> flat, AddressRange range)
    {
        if (flat.Count > 0 && flat[^1].Last + 1 == range.First)
        {
            flat[^1] = flat[^1] with { Last = range.Last };
        }
        else
        {
            flat.Add(range);
        }
    }
}
