using System.Runtime.CompilerServices;
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
    private readonly RouterStrategies _strategies;
    private Snapshot _snapshot;

    /// <summary>Creates a router without a split: nothing can be picked until one is set.</summary>
    /// <param name="name">The name: 1 to 128 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen.</param>
    /// <exception cref="RoutingConfigurationException">The name is refused.</exception>
    public Router(string name)
        : this(name, RouterStrategies.Default)
    {
    }

    /// <summary>Creates a router without a split: nothing can be picked until one is set.</summary>
    /// <param name="name">The name: 1 to 128 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen.</param>
    /// <param name="environment">The clock, the place where the router runs, and strategies of one's own.</param>
    /// <exception cref="RoutingConfigurationException">The name or the environment is refused.</exception>
    public Router(string name, RouterEnvironment environment)
        : this(name, new RouterStrategies(environment ?? throw new ArgumentNullException(nameof(environment))))
    {
    }

    internal Router(string name, RouterStrategies strategies)
    {
        Require.That(Require.IsRouterName(name), nameof(name), $"must be 1 to {Require.MaxNameLength} of the characters A-Z, a-z, 0-9, '.', '_' and '-'.");

        Name = name;
        InstanceId = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _strategies = strategies;
        _created = strategies.Environment.TimeProvider.GetTimestamp();
        _snapshot = new Snapshot(0, null, new PoolSet([], null, [], strategies, TimeSpan.Zero), _sequence);
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
    /// <param name="decision">The decision, to be reported exactly once; the default when this returns false.</param>
    /// <returns>False when no version can take the request.</returns>
    [SkipLocalsInit] // what only the rare way needs would be zeroed on the common one as well
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPick(out RouteDecision decision)
    {
        Snapshot snapshot = Volatile.Read(ref _snapshot);
        AliasTable table = snapshot.PlainTable;
        if (!table.IsEmpty)
        {
            decision = new RouteDecision(table.Pick(ThreadRandom.Next()), 0, snapshot.PlainBits);
            return true;
        }

        if (snapshot.PickPlainOther() is Destination destination)
        {
            decision = new RouteDecision(destination, 0, snapshot.PlainBits);
            return true;
        }

        // By value and not by out: a variable whose address is passed on could not live in registers.
        decision = new RouteDecision(snapshot.PickByDefault(out DecisionBits bits), 0, bits);
        return !decision.IsDefault;
    }

    /// <inheritdoc cref="TryPick(out RouteDecision)"/>
    /// <param name="stickyKey">What a sticky split and a pool by <see cref="PoolPolicies.ConsistentHash"/> hash: see <see cref="RouteContext.StickyKey"/>.</param>
    /// <param name="decision">The decision, to be reported exactly once; the default when this returns false.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPick(ReadOnlySpan<char> stickyKey, out RouteDecision decision)
    {
        Snapshot snapshot = Volatile.Read(ref _snapshot);
        if (snapshot.PickSticky(stickyKey, out ulong keyHash) is Destination destination)
        {
            decision = new RouteDecision(destination, keyHash, snapshot.BitsOf(keyHash));
            return true;
        }

        decision = new RouteDecision(snapshot.PickByKey(stickyKey, out keyHash, out DecisionBits bits), keyHash, bits);
        return !decision.IsDefault;
    }

    /// <inheritdoc cref="TryPick(out RouteDecision)"/>
    /// <param name="context">What is known about the request.</param>
    /// <param name="decision">The decision, to be reported exactly once; the default when this returns false.</param>
    public bool TryPick(in RouteContext context, out RouteDecision decision) =>
        Volatile.Read(ref _snapshot).TryChoose(in context, default, out decision);

    /// <inheritdoc cref="TryPick(out RouteDecision)" path="/summary"/>
    /// <inheritdoc cref="TryPick(out RouteDecision)" path="/remarks"/>
    /// <returns>The decision, to be reported exactly once.</returns>
    /// <exception cref="NoDestinationException">No version can take the request.</exception>
    public RouteDecision Pick() => TryPick(out RouteDecision decision) ? decision.CopyFields() : throw NoDestination();

    /// <inheritdoc cref="Pick()"/>
    /// <param name="stickyKey">What a sticky split and a pool by <see cref="PoolPolicies.ConsistentHash"/> hash: see <see cref="RouteContext.StickyKey"/>.</param>
    public RouteDecision Pick(ReadOnlySpan<char> stickyKey) => TryPick(stickyKey, out RouteDecision decision) ? decision.CopyFields() : throw NoDestination();

    /// <inheritdoc cref="Pick()"/>
    /// <param name="context">What is known about the request.</param>
    public RouteDecision Pick(in RouteContext context) => TryPick(in context, out RouteDecision decision) ? decision.CopyFields() : throw NoDestination();

    private NoDestinationException NoDestination() =>
        new($"Router '{Name}' has no destination: set a split with a weight above 0, and endpoints that take requests.");
}
