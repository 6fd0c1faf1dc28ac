namespace StackKit.Routing;

/// <summary>The names of the built-in policies for <see cref="Pool.Policy"/>. An application adds its own as <see cref="IPoolPolicy"/>.</summary>
public static class PoolPolicies
{
    /// <summary>Independent weighted random choices. The default, and the fastest under many threads.</summary>
    public const string Random = "random";

    /// <summary>
    /// In turn, by one counter that all threads share: exact, and slower than <see cref="Random"/> when several cores do nothing but choose. With
    /// unequal weights a low-discrepancy sequence instead of a plain cycle.
    /// </summary>
    public const string RoundRobin = "round-robin";

    /// <summary>
    /// Two weighted random choices, of which the one with fewer requests in flight for its weight is taken; the first when they are equal, so that an
    /// idle pool follows its weights exactly. Counts what was begun, not what was merely picked.
    /// </summary>
    public const string PowerOfTwoChoices = "power-of-two-choices";

    /// <summary>The endpoint with the fewest requests in flight for its weight; a weighted random one among equals. Looks at every endpoint: for pools of some dozens.</summary>
    public const string LeastRequests = "least-requests";

    /// <summary>
    /// By the hash of <see cref="RouteContext.StickyKey"/> in a Maglev table: a key keeps its endpoint, on every node, while the pool stays the same, and few
    /// keys move when it changes. Requests without a key are chosen as by <see cref="Random"/>. Slow start does not apply: it would move keys.
    /// </summary>
    public const string ConsistentHash = "consistent-hash";

    internal static bool IsBuiltIn(string name) => name is Random or RoundRobin or PowerOfTwoChoices or LeastRequests or ConsistentHash;
}
