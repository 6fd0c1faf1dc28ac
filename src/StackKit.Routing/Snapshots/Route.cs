using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>Everything about a decision that is known before the request: which arm, why, and where its endpoints are.</summary>
internal sealed class Route(ArmState arm, ArmState[] siblings, CompiledPool? pool, RouteReason reason, string? ruleName, bool isAllowed)
{
    private readonly CompiledPool? _unbudgeted = arm.Budget is null ? pool : null;

    public ArmState Arm { get; } = arm;

    /// <summary>Gets all arms of the split, by index.</summary>
    public ArmState[] Siblings { get; } = siblings;

    public CompiledPool? Pool { get; } = pool;

    public RouteReason Reason { get; } = reason;

    public string? RuleName { get; } = ruleName;

    /// <summary>Gets a value indicating whether an Allow rule chose the arm: then there is no falling back for want of an endpoint.</summary>
    public bool IsAllowed { get; } = isAllowed;

    /// <summary>Picks an endpoint where there is no budget to keep.</summary>
    /// <returns>The endpoint; null when there is a budget, no pool, or no endpoint that takes requests.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EndpointEntry? PickUnbudgeted() => _unbudgeted?.Pick();

    /// <summary>Gets a value indicating whether there is neither an endpoint to pick nor a budget to keep.</summary>
    public bool IsPlain { get; } = pool is null && arm.Budget is null;
}
