using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>An arm with where its requests can go.</summary>
internal sealed class ArmRoute
{
    private readonly Destination? _bare; // where there is no pool
    private readonly AliasTable _alias; // where the endpoint is a random one: the common case, without a call
    private readonly DestinationPicker? _picker; // otherwise; null when no endpoint takes requests
    private readonly BlindPicker? _blind; // the same, where the request does not matter

    public ArmRoute(ArmState arm, CompiledPool? pool)
    {
        Arm = arm;
        DestinationPicker? picker = pool?.CreatePicker(arm);
        if (pool is null)
        {
            _bare = new Destination(arm, null, share: 1);
            Targets = [(_bare, 1)];
        }
        else if (picker is AliasPicker alias)
        {
            _alias = alias.Table;
            Targets = alias.Destinations.Zip(alias.Shares);
        }
        else
        {
            _picker = picker;
            _blind = picker as BlindPicker;
        }

        IsPlain = arm.Budget is null && (_bare is not null || !_alias.IsEmpty || _blind is not null);
    }

    public ArmState Arm { get; }

    /// <summary>Gets a value indicating whether <see cref="PickPlain"/> always finds a destination, and there is no budget to keep.</summary>
    public bool IsPlain { get; }

    /// <summary>Gets the table of the endpoints, where they are picked at random; otherwise an empty one.</summary>
    public AliasTable Table => _alias;

    /// <summary>Gets the destinations with their shares, where they are picked at random or there is only one; otherwise none.</summary>
    public IEnumerable<(Destination Destination, double Share)> Targets { get; } = [];

    /// <summary>Picks a destination where nothing about the request matters: see <see cref="IsPlain"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Destination PickPlain() => _bare ?? PickEndpoint();

    /// <summary>Picks a destination.</summary>
    /// <returns>The destination; null when there is none for the request.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Destination? Pick(in RouteContext context)
    {
        if (_bare is not null)
        {
            return _bare;
        }

        return _alias.IsEmpty ? _picker?.Pick(in context) : _alias.Pick(ThreadRandom.Next());
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // a tail call: the caller needs no stack frame for it
    private Destination PickEndpoint() => _alias.IsEmpty ? _blind!.Pick() : _alias.Pick(ThreadRandom.Next());
}
