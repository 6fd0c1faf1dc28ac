namespace StackKit.Routing;

/// <summary>A set of networks and exceptions from them, flattened to disjoint ranges per family that are searched by halving.</summary>
internal sealed class AddressSet
{
    private readonly uint[] _first4;
    private readonly uint[] _last4;
    private readonly UInt128[] _first6;
    private readonly UInt128[] _last6;

    /// <summary>Builds the set from validated networks.</summary>
    public AddressSet(IReadOnlyList<string> networks)
    {
        AddressRange[] v4 = AddressRanges.Flatten(networks, family: 4);
        AddressRange[] v6 = AddressRanges.Flatten(networks, family: 6);
        _first4 = Array.ConvertAll(v4, range => (uint)range.First);
        _last4 = Array.ConvertAll(v4, range => (uint)range.Last);
        _first6 = Array.ConvertAll(v6, range => range.First);
        _last6 = Array.ConvertAll(v6, range => range.Last);
    }

    public bool Contains(in AddressKey address) => address.Family switch
    {
        4 => Contains(_first4, _last4, (uint)address.Value),
        6 => Contains(_first6, _last6, address.Value),
        _ => false,
    };

    private static bool Contains<T>(T[] first, T[] last, T value)
        where T : struct, IComparable<T>
    {
        int index = Array.BinarySearch(first, value);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 && value.CompareTo(last[index]) <= 0;
    }
}
