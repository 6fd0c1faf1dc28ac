using FsCheck.Xunit;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

/// <summary>Any text as a key, broken surrogates and control characters too.</summary>
public sealed class KeyPropertyTests
{
    private static readonly string[] s_ids = ["a", "b", "c", "d"];
    private static readonly Router s_hashed = CreateHashed(s_ids);
    private static readonly Router s_hashedReversed = CreateHashed([.. s_ids.Reverse()]);

    [Property(MaxTest = 500)]
    public bool Pick_AnyKey_HasOneVersionOnEveryNode(string? key, byte versions, string? salt)
    {
        Split split = CreateSplit(versions, salt);
        Router one = WithSplit(split);
        Router other = WithSplit(split with { Arms = [.. split.Arms.Reverse()] });

        RouteDecision first = one.Pick(key);
        RouteDecision[] again = [one.Pick(key), one.Begin(key), one.Pick(new RouteContext { StickyKey = key, User = key }), other.Pick(key)];

        return string.IsNullOrEmpty(key)
            ? again.All(decision => decision.KeyHash == 0 && decision.Reason == RouteReason.Exact)
            : first.KeyHash != 0 && first.Reason == RouteReason.Sticky && again.All(decision => (decision.Version, decision.KeyHash) == (first.Version, first.KeyHash));
    }

    [Property(MaxTest = 500)]
    public bool Pick_AnyKeyWhenAVersionGrows_MovesToItOrStays(string? key, byte versions, byte growing, string? salt)
    {
        Split split = CreateSplit(versions, salt);
        Arm grown = split.Arms[growing % split.Arms.Count];
        Router router = WithSplit(split);
        string before = router.Pick(key).Version;

        router.SetSplit(split with { Arms = [.. split.Arms.Select(arm => arm == grown ? arm with { Weight = arm.Weight * 3 } : arm)] });

        string after = router.Pick(key).Version;
        return string.IsNullOrEmpty(key) || after == before || after == grown.Version;
    }

    [Property(MaxTest = 500)]
    public bool Pick_AnyKeyByConsistentHash_HasOneEndpointWhateverTheOrder(string? key)
    {
        string[] endpoints = [.. new[] { s_hashed, s_hashed, s_hashedReversed }.Select(router => router.Pick(key).Endpoint!.Id)];

        return s_ids.Contains(endpoints[0], StringComparer.Ordinal) && (string.IsNullOrEmpty(key) || endpoints.All(id => id == endpoints[0]));
    }

    private static Router CreateHashed(string[] ids)
    {
        Router router = WithSplit(TwoVersions(1, 0));
        router.SetPools([PoolOf("stable", ids) with { Policy = PoolPolicies.ConsistentHash }]);
        return router;
    }

    private static Split CreateSplit(byte versions, string? salt) => new()
    {
        Mode = SplitMode.Sticky,
        Salt = salt is { Length: <= 256 } ? salt : "",
        Arms = [.. Enumerable.Range(0, 1 + (versions % 16)).Select(i => new Arm($"v{i}", 1 + (i * versions % 7)))],
    };
}
