using System.Collections.Frozen;

namespace StackKit.Routing;

/// <summary>Chooses within the subset that the request names, or in the whole pool when it names none.</summary>
internal sealed class SubsetPicker : DestinationPicker
{
    private readonly DestinationPicker _whole;
    private readonly FrozenDictionary<string, DestinationPicker>.AlternateLookup<ReadOnlySpan<char>> _subsets;
    private readonly SubsetFallback _fallback;

    public SubsetPicker(DestinationPicker whole, FrozenDictionary<string, DestinationPicker> subsets, SubsetFallback fallback)
    {
        _whole = whole;
        _subsets = subsets.GetAlternateLookup<ReadOnlySpan<char>>();
        _fallback = fallback;
    }

    public override Destination? Pick(in RouteContext context)
    {
        if (context.Subset.IsEmpty)
        {
            return _whole.Pick(in context);
        }

        if (_subsets.TryGetValue(context.Subset, out DestinationPicker? subset))
        {
            return subset.Pick(in context);
        }

        return _fallback == SubsetFallback.AnyEndpoint ? _whole.Pick(in context) : null;
    }
}
