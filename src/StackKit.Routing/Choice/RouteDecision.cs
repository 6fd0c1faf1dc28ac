namespace StackKit.Routing;

/// <summary>The version and endpoint chosen for one request, and why.</summary>
/// <remarks>
/// It must be reported exactly once by whoever took it: see <see cref="Router.Report"/>. A copy is the same decision; reporting two copies
/// counts the request twice, which a struct cannot detect.
/// </remarks>
public readonly struct RouteDecision
{
    private readonly Route? _route;
    private readonly EndpointEntry? _entry;
    private readonly ulong _keyHash;
    private readonly ushort _denied;
    private readonly byte _stripe;
    private readonly DecisionMarks _marks;

    internal RouteDecision(Route route, EndpointEntry? entry, ulong keyHash, ushort denied, DecisionMarks marks, byte stripe)
    {
        _route = route;
        _entry = entry;
        _keyHash = keyHash;
        _denied = denied;
        _marks = marks;
        _stripe = stripe;
    }

    /// <summary>Gets a value indicating whether there is no decision: no version could take the request.</summary>
    public bool IsDefault => _route is null;

    /// <summary>Gets the version; empty when there is no decision.</summary>
    public string Version => _route is null ? "" : _route.Arm.Version;

    /// <summary>Gets the endpoint; null when the router has no pool for the version.</summary>
    public Endpoint? Endpoint => _entry?.Endpoint;

    /// <summary>Gets why the version was chosen.</summary>
    public RouteReason Reason => _route is null ? RouteReason.None : _route.Reason;

    /// <summary>Gets the share of the version that was in force, from 0 to 1.</summary>
    public double Weight => _route is null ? 0 : _route.Arm.Share;

    /// <summary>Gets the epoch of the split that was in force.</summary>
    public long Epoch => _route is null ? 0 : _route.Arm.Epoch;

    /// <summary>Gets the generation of the split that was in force.</summary>
    public long Generation => _route is null ? 0 : _route.Arm.Generation;

    /// <summary>Gets the hash of the sticky key; 0 when the choice used none.</summary>
    public ulong KeyHash => _keyHash;

    /// <summary>Gets the name of the rule that allowed this version or denied another one; null when no rule did.</summary>
    public string? RuleName => _route?.RuleName;

    internal Route? Route => _route;

    internal EndpointEntry? Entry => _entry;

    /// <summary>Gets the arms that a rule denied, as bits by <see cref="ArmState.Index"/>.</summary>
    internal ushort Denied => _denied;

    internal byte Stripe => _stripe;

    internal DecisionMarks Marks => _marks;

    /// <summary>Counts the decision in flight.</summary>
    /// <returns>The decision that must be reported in place of this one.</returns>
    internal RouteDecision Enter()
    {
        int stripe = ThreadStripe.Index;
        _route!.Arm.InFlight.Enter(stripe);
        _entry?.Cell.Enter();
        return new RouteDecision(_route, _entry, _keyHash, _denied, _marks | DecisionMarks.InFlight, (byte)stripe);
    }

    /// <summary>Gets the same decision on another endpoint, not in flight.</summary>
    internal RouteDecision WithEndpoint(EndpointEntry entry) => new(_route!, entry, _keyHash, _denied, _marks & ~DecisionMarks.InFlight, 0);

    /// <summary>Gives back what the decision holds.</summary>
    internal void Leave(bool failed)
    {
        if ((_marks & DecisionMarks.Budget) != DecisionMarks.None)
        {
            BudgetGate budget = _route!.Arm.Budget!;
            if (failed)
            {
                budget.Spend();
            }
            else
            {
                budget.Return();
            }
        }

        LeaveFlight();
    }

    /// <summary>Ends the count in flight, and keeps the reservation of the budget.</summary>
    internal void LeaveFlight()
    {
        if ((_marks & DecisionMarks.InFlight) != DecisionMarks.None)
        {
            _entry?.Cell.Leave();
            _route!.Arm.InFlight.Leave(_stripe);
        }
    }
}
