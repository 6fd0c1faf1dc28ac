namespace StackKit.Routing;

/// <summary>Split, rules and pools as one immutable value, so that all parts of one decision belong together.</summary>
internal sealed partial class Snapshot
{
    private readonly AliasTable<Route> _alias;
    private readonly IntervalTable _intervals;
    private readonly Route[] _drawn; // by interval
    private readonly Route[] _unkeyed; // by interval, for requests without a sticky key
    private readonly Route[] _heaviestFirst; // fall back routes of the arms that have a weight
    private readonly Route[] _inherited; // of the arms that have a weight
    private readonly Route?[][] _ruled; // by rule, by arm
    private readonly ushort _halted; // bits by arm
    private readonly Route? _only; // where no draw is needed and rules do not matter
    private readonly DrawKind _blindKind; // None where rules or keys may matter
    private readonly long _hashSeed;
    private readonly WeylSequence _sequence;

    public Snapshot(long version, SplitState? split, PoolSet pools, WeylSequence sequence)
    {
        Version = version;
        Split = split;
        Pools = pools;
        Rules = split?.Rules;
        _sequence = sequence;
        _hashSeed = split?.HashSeed ?? 0;
        foreach (ArmState arm in split?.Arms ?? [])
        {
            _halted |= (ushort)(split!.Halted.Contains(arm.Version) ? 1 << arm.Index : 0);
        }

        ArmState[] weighted = split is null ? [] : Array.FindAll(split.Arms, arm => arm.Share > 0);
        SplitMode mode = split?.Configured.Mode ?? SplitMode.Exact;
        RouteReason reason = mode switch
        {
            SplitMode.Random => RouteReason.Random,
            SplitMode.Sticky => RouteReason.Sticky,
            _ => RouteReason.Exact,
        };
        _drawn = Array.ConvertAll(weighted, arm => CreateRoute(arm, reason));
        _unkeyed = mode == SplitMode.Sticky ? Array.ConvertAll(weighted, arm => CreateRoute(arm, RouteReason.Exact)) : _drawn;
        _heaviestFirst = [.. weighted.OrderByDescending(arm => arm.Share).Select(arm => CreateRoute(arm, RouteReason.Fallback))];
        _inherited = Array.ConvertAll(weighted, arm => CreateRoute(arm, RouteReason.Inherited));
        _ruled = split?.Rules is null ? [] : CreateRuleRoutes(split);
        if (weighted.Length == 0)
        {
            return;
        }

        double[] shares = Array.ConvertAll(weighted, arm => arm.Share);
        _intervals = new IntervalTable(shares);
        Kind = mode switch
        {
            SplitMode.Sticky => DrawKind.Sticky,
            _ when weighted.Length == 1 => DrawKind.Only,
            SplitMode.Random => DrawKind.Random,
            _ => DrawKind.Exact,
        };
        _blindKind = Rules is not null || Kind == DrawKind.Sticky ? DrawKind.None : Kind;
        _only = _blindKind == DrawKind.Only ? _drawn[0] : null;
        if (Kind == DrawKind.Random)
        {
            _alias = new AliasTable<Route>(_drawn, shares);
        }
    }

    public long Version { get; }

    public SplitState? Split { get; }

    public PoolSet Pools { get; }

    /// <summary>Gets the rules; null when there are none, so that requests pay nothing for them.</summary>
    public RuleProgram? Rules { get; }

    public DrawKind Kind { get; }

    private Route CreateRoute(ArmState arm, RouteReason reason) => new(arm, Split!.Arms, Pools.Find(arm.Version), reason, ruleName: null, isAllowed: false);

    private Route?[][] CreateRuleRoutes(SplitState split)
    {
        RouteRule[] rules = [.. split.Configured.Rules];
        return Array.ConvertAll(rules, rule => Array.ConvertAll(split.Arms, arm => CreateRuleRoute(split, rule, arm)));
    }

    private Route? CreateRuleRoute(SplitState split, RouteRule rule, ArmState arm)
    {
        bool isTarget = arm.Version == rule.Version;
        bool isAllowed = rule.Effect == RuleEffect.Allow;
        bool isPossible = isAllowed ? isTarget && !split.Halted.Contains(rule.Version) : !isTarget && arm.Share > 0;
        return isPossible ? new Route(arm, split.Arms, Pools.Find(arm.Version), RouteReason.Rule, rule.Name, isAllowed) : null;
    }
}
