using System.Security.Cryptography;

namespace StackKit.Routing;

/// <summary>Chooses a version, and an endpoint of that version, for each request, and counts what became of it.</summary>
/// <remarks>
/// <para>Thread-safe. A choice reads one immutable snapshot of split, rules and pools, takes no lock, reads no clock and allocates nothing.</para>
/// <para>
/// Split and rules have one writer, pools another; each publishes its part without knowing the other's. No choice that starts after a
/// writer's method has returned yields what it removed.
/// </para>
/// </remarks>
public sealed partial class Router
{
    private readonly CounterLedger _ledger = new();
    private readonly WeylSequence _sequence = new();
    private Snapshot _snapshot;

    /// <summary>Creates a router without a split: nothing can be picked until one is set.</summary>
    /// <param name="name">The name: 1 to 128 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen.</param>
    /// <exception cref="RoutingConfigurationException">The name is refused.</exception>
    public Router(string name)
    {
        Require.That(Require.IsRouterName(name), nameof(name), $"must be 1 to {Require.MaxNameLength} of the characters A-Z, a-z, 0-9, '.', '_' and '-'.");

        Name = name;
        InstanceId = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _snapshot = new Snapshot(0, null, new PoolSet([], _cells, _turns), _sequence);
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the id of this object: random, so that counters of another object with the same name can be told apart.</summary>
    public string InstanceId { get; }

    /// <summary>Creates a router that divides requests by weight in <see cref="SplitMode.Exact"/>.</summary>
    /// <param name="name">The name: 1 to 128 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen.</param>
    /// <param name="arms">The versions and their weights.</param>
    /// <returns>The router.</returns>
    /// <exception cref="RoutingConfigurationException">The name or an arm is refused.</exception>
    public static Router Create(string name, params IReadOnlyList<Arm> arms)
    {
        Router router = new(name);
        router.SetSplit(new Split { Arms = arms });
        return router;
    }

    /// <summary>Picks a version and an endpoint without counting the request in flight.</summary>
    /// <remarks>A version under <see cref="Arm.FailureBudget"/> is never picked: the pick falls back, since nothing could be promised.</remarks>
    /// <param name="context">What is known about the request.</param>
    /// <param name="decision">The decision, to be reported exactly once; the default when this returns false.</param>
    /// <returns>False when no version can take the request.</returns>
    public bool TryPick(in RouteContext context, out RouteDecision decision) =>
        Volatile.Read(ref _snapshot).TryChoose(in context, default, out decision);

    /// <inheritdoc cref="TryPick(in RouteContext, out RouteDecision)"/>
    public bool TryPick(out RouteDecision decision) => Volatile.Read(ref _snapshot).TryChoose(default, out decision);

    /// <summary>Picks a version and an endpoint without counting the request in flight.</summary>
    /// <remarks>A version under <see cref="Arm.FailureBudget"/> is never picked: the pick falls back, since nothing could be promised.</remarks>
    /// <param name="context">What is known about the request.</param>
    /// <returns>The decision, to be reported exactly once.</returns>
    /// <exception cref="NoDestinationException">No version can take the request.</exception>
    public RouteDecision Pick(in RouteContext context) =>
        TryPick(in context, out RouteDecision decision) ? decision.CopyFields() : throw NoDestination();

    /// <inheritdoc cref="Pick(in RouteContext)"/>
    public RouteDecision Pick() => TryPick(out RouteDecision decision) ? decision.CopyFields() : throw NoDestination();

    private NoDestinationException NoDestination() =>
        new($"Router '{Name}' has no destination: set a split with a weight above 0, and endpoints that take requests.");
}
