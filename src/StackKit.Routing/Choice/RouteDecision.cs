using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>The version and endpoint chosen for one request, and why.</summary>
/// <remarks>
/// It must be reported exactly once by whoever took it: see <see cref="Router.Report"/>. A copy is the same decision; reporting two copies
/// counts the request twice, which a struct cannot detect.
/// </remarks>
public readonly struct RouteDecision
{
    private readonly Destination? _destination;
    private readonly ulong _keyHash;
    private readonly DecisionBits _bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal RouteDecision(Destination? destination, ulong keyHash, DecisionBits bits)
    {
        _destination = destination;
        _keyHash = keyHash;
        _bits = bits;
    }

    /// <summary>Gets a value indicating whether there is no decision: no version could take the request.</summary>
    public bool IsDefault => _destination is null;

    /// <summary>Gets the version; empty when there is no decision.</summary>
    public string Version => _destination is null ? "" : _destination.Arm.Version;

    /// <summary>Gets the endpoint; null when the router has no pool for the version.</summary>
    public Endpoint? Endpoint => _destination?.Entry?.Endpoint;

    /// <summary>Gets why the version was chosen.</summary>
    public RouteReason Reason => _bits.Reason;

    /// <summary>Gets the share of the version that was in force, from 0 to 1.</summary>
    public double Weight => _destination is null ? 0 : _destination.Arm.Share;

    /// <summary>Gets the epoch of the split that was in force.</summary>
    public long Epoch => _destination is null ? 0 : _destination.Arm.Epoch;

    /// <summary>Gets the generation of the split that was in force.</summary>
    public long Generation => _destination is null ? 0 : _destination.Arm.Generation;

    /// <summary>Gets the hash of the sticky key; 0 when the choice of the version used none.</summary>
    public ulong KeyHash => _keyHash;

    /// <summary>Gets the name of the rule that allowed this version or denied another one; null when no rule did.</summary>
    public string? RuleName => _bits.Rule < 0 ? null : _destination!.Arm.Siblings.RuleNames[_bits.Rule];

    internal Destination? Destination => _destination;

    internal DecisionBits Bits => _bits;

    /// <summary>Copies field by field: a copy by wide loads would wait until the narrow stores that made the decision have left the store buffer.</summary>
    internal RouteDecision CopyFields() => new(_destination, _keyHash, _bits);

    /// <summary>Counts the decision in flight.</summary>
    /// <returns>The decision that is in flight.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal RouteDecision Enter() => new(_destination, _keyHash, _bits.WithFlight(_destination!.Enter()));

    /// <summary>Counts the decision in flight for its version as well as at its endpoint.</summary>
    /// <returns>The decision that is in flight.</returns>
    internal RouteDecision EnterMoving() => new(_destination, _keyHash, _bits.WithMovingFlight(_destination!.EnterMoving()));

    /// <summary>Ends the count in flight, and keeps the reservation of the budget.</summary>
    internal void LeaveFlight()
    {
        if (_bits.IsInFlight)
        {
            _destination!.Leave(_bits.Stripe, _bits.IsMoving);
        }
    }

    /// <summary>Gives back all that the decision holds.</summary>
    internal void Leave(bool failed)
    {
        if (_bits.HoldsBudget)
        {
            BudgetGate budget = _destination!.Arm.Budget!;
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
}
