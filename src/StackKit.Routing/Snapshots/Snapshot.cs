using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>Split, rules and pools as one immutable value, so that all parts of one decision belong together.</summary>
internal sealed partial class Snapshot
{
    private static readonly DecisionBits s_stickyBits = default(DecisionBits).With(RouteReason.Sticky);

    private readonly ArmRoute[] _routes; // by arm
    private readonly ArmRoute[] _drawn; // those with a weight, in the same order
    private readonly ArmRoute[] _heaviestFirst;
    private readonly IntervalTable _intervals; // of those with a weight
    private readonly SlotTable? _slots; // of a sticky split where weights before matter
    private readonly ushort _halted; // bits by arm
    private readonly long _hashSeed;
    private readonly WeylSequence _sequence;

    // Plain is what needs neither rules, budgets nor anything of the request but its key.
    private readonly DrawKind _plainKind; // without a key
    private readonly DecisionBits _plainBits;
    private readonly AliasTable _plainTable; // over the endpoints of all arms at once
    private readonly ArmRoute? _plainOnly; // where there is one arm
    private readonly bool _isPlainSticky; // with a key
    private readonly ulong _firstLast; // where the interval of the first of two arms ends

    public Snapshot(long version, SplitState? split, PoolSet pools, WeylSequence sequence)
    {
        Version = version;
        Split = split;
        Pools = pools;
        Rules = split?.Rules;
        _sequence = sequence;
        _hashSeed = split?.HashSeed ?? 0;
        _routes = Array.ConvertAll(split?.Arms ?? [], arm => new ArmRoute(arm, pools.Find(arm.Version)));
        _drawn = Array.FindAll(_routes, route => route.Arm.Share > 0);
        _heaviestFirst = [.. _drawn.OrderByDescending(route => route.Arm.Share)];
        if (split is null || _drawn.Length == 0)
        {
            return;
        }

        foreach (ArmState arm in split.Arms)
        {
            _halted |= (ushort)(split.Halted.Contains(arm.Version) ? 1 << arm.Index : 0);
        }

        _intervals = new IntervalTable(Array.ConvertAll(_drawn, route => route.Arm.Share));
        _firstLast = _intervals.EndOf(0);
        if (split.LayOut() is { } layout)
        {
            _slots = new SlotTable(layout, Array.ConvertAll(split.Arms, arm => arm.Version));
        }

        SplitMode mode = split.Configured.Mode;
        Reason = mode == SplitMode.Random ? RouteReason.Random : RouteReason.Exact;
        IsSticky = mode == SplitMode.Sticky;
        Kind = _drawn.Length == 1 ? DrawKind.Only : mode == SplitMode.Random ? DrawKind.Random : DrawKind.Exact;
        if (Rules is not null || !Array.TrueForAll(_drawn, route => route.IsPlain))
        {
            return;
        }

        _isPlainSticky = IsSticky;
        _plainKind = Kind;
        _plainOnly = Kind == DrawKind.Only ? _drawn[0] : null;
        _plainBits = default(DecisionBits).With(Reason);
        if (Kind == DrawKind.Only)
        {
            _plainTable = _drawn[0].Table;
        }
        else if (Kind == DrawKind.Random)
        {
            // Where an arm has another policy there is no one table, and a way of its own would not be worth it.
            bool areAllRandom = Array.TrueForAll(_drawn, route => route.Targets.Any());
            _plainKind = areAllRandom ? DrawKind.Random : DrawKind.None;
            _plainTable = areAllRandom ? CreateTable() : default;
        }
    }

    public long Version { get; }

    public SplitState? Split { get; }

    public PoolSet Pools { get; }

    /// <summary>Gets the rules; null when there are none, so that requests pay nothing for them.</summary>
    public RuleProgram? Rules { get; }

    /// <summary>Gets how an arm is drawn for a request without a key.</summary>
    public DrawKind Kind { get; }

    public bool IsSticky { get; }

    /// <summary>Gets why a request without a key gets its arm.</summary>
    public RouteReason Reason { get; }

    /// <summary>Gets the table over the endpoints of all arms; empty where <see cref="PickPlain"/> needs more than one.</summary>
    public AliasTable PlainTable => _plainTable;

    /// <summary>Gets the bits of every decision of <see cref="PickPlain"/>.</summary>
    public DecisionBits PlainBits => _plainBits;

    /// <summary>Gets the bits of every decision of <see cref="PickSticky"/> that a key of that hash led to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DecisionBits BitsOf(ulong keyHash) => keyHash == 0 ? _plainBits : s_stickyBits;

    private AliasTable CreateTable()
    {
        (Destination Destination, double Share)[] targets = [.. _drawn.SelectMany(route => route.Targets, (route, target) => (target.Destination, target.Share * route.Arm.Share))];
        return new AliasTable(Array.ConvertAll(targets, target => target.Destination), Array.ConvertAll(targets, target => target.Share));
    }
}
