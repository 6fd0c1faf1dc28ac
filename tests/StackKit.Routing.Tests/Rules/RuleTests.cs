using System.Net;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Rules;

public sealed class RuleTests
{
    private static readonly RouteRule s_allow = new() { Name = "allow", Version = "candidate" };
    private static readonly RouteRule s_deny = new() { Name = "deny", Version = "candidate", Effect = RuleEffect.Deny };

    [Theory]
    [InlineData("alice", "10.1.2.3", "beta", "candidate")] // all conditions match
    [InlineData("bob", "10.1.2.3", "beta", "candidate")]
    [InlineData("carol", "10.1.2.3", "beta", "stable")] // not a listed user
    [InlineData("ALICE", "10.1.2.3", "beta", "stable")] // ordinal
    [InlineData("", "10.1.2.3", "beta", "stable")]
    [InlineData("alice", "11.1.2.3", "beta", "stable")] // not in the network
    [InlineData("alice", "::ffff:10.1.2.3", "beta", "candidate")] // mapped
    [InlineData("alice", "2001:db8::1", "beta", "candidate")]
    [InlineData("alice", "2001:db9::1", "beta", "stable")]
    [InlineData("alice", null, "beta", "stable")]
    [InlineData("alice", "10.1.2.3", "gamma", "stable")] // no header matches
    [InlineData("alice", "10.1.2.3", "beta-2", "stable")]
    [InlineData("alice", "10.1.2.3", "preview-7", "candidate")] // by prefix
    [InlineData("alice", "10.1.2.3", "", "stable")]
    public void Pick_AllowWithUsersNetworksAndHeaders_NeedsOneOfEach(string user, string? address, string channel, string expected)
    {
        RouteRule rule = s_allow with
        {
            Users = ["alice", "bob"],
            Networks = ["10.0.0.0/8", "2001:db8::/32"],
            Headers = [new ValueMatch("X-Channel", "beta"), new ValueMatch("X-Channel", "preview-") { Kind = MatchKind.Prefix }],
        };
        Router router = WithSplit(TwoVersions(1, 0) with { Rules = [rule] });

        RouteDecision decision = router.Pick(Context(user, address, channel));

        Assert.Equal(expected, decision.Version);
        Assert.Equal(expected == "candidate" ? RouteReason.Rule : RouteReason.Exact, decision.Reason);
        Assert.Equal(expected == "candidate" ? "allow" : null, decision.RuleName);
    }

    [Fact]
    public void Pick_Cookie_MatchesOnlyTheCookie()
    {
        Router router = WithSplit(TwoVersions(1, 0) with { Rules = [s_allow with { Cookies = [new ValueMatch("channel", "beta")] }] });
        DictionaryReader reader = new();

        RouteDecision withCookie = router.Pick(new RouteContext { Request = DictionaryReader.Request(("cookie:channel", "beta")), Reader = reader });
        RouteDecision withHeader = router.Pick(new RouteContext { Request = DictionaryReader.Request(("header:channel", "beta")), Reader = reader });
        RouteDecision withoutReader = router.Pick(new RouteContext { Request = DictionaryReader.Request(("cookie:channel", "beta")) });

        Assert.Equal(("candidate", "stable", "stable"), (withCookie.Version, withHeader.Version, withoutReader.Version));
    }

    [Fact]
    public void Pick_DenyAndAllowMatch_DenyWins()
    {
        Router router = WithSplit(TwoVersions(50, 50) with { Rules = [s_allow with { Users = ["alice"] }, s_deny with { Users = ["alice"] }] });

        Assert.All(Enumerable.Range(0, 50), _ =>
        {
            RouteDecision decision = router.Pick(new RouteContext { User = "alice" });
            Assert.Equal(("stable", RouteReason.Rule, "deny"), (decision.Version, decision.Reason, decision.RuleName));
        });
    }

    [Fact]
    public void TryPick_OnlyWeightedVersionDenied_IsFalse()
    {
        Router router = WithSplit(TwoVersions(0, 1) with { Rules = [s_deny with { Users = ["alice"] }] });

        Assert.False(router.TryPick(new RouteContext { User = "alice" }, out _));
        Assert.True(router.TryPick(new RouteContext { User = "bob" }, out _));
    }

    [Theory]
    [InlineData(SplitMode.Exact)]
    [InlineData(SplitMode.Random)]
    [InlineData(SplitMode.Sticky)]
    public void Pick_OneOfThreeDenied_DividesItsShareByWeight(SplitMode mode)
    {
        Split split = new() { Mode = mode, Arms = [new Arm("a", 30), new Arm("candidate", 60), new Arm("z", 10)], Rules = [s_deny with { Users = ["alice"] }] };
        Router router = WithSplit(split);
        List<string> versions = [];

        for (int i = 0; i < 4000; i++)
        {
            versions.Add(router.Pick(new RouteContext { User = "alice", StickyKey = $"key {i}" }).Version);
        }

        Assert.DoesNotContain(versions, version => version == "candidate");
        Assert.InRange(versions.Count(version => version == "a"), 2800, 3200);
    }

    [Fact]
    public void Pick_DenyInStickySplit_LeavesUsersOfOtherVersionsWhereTheyAre()
    {
        Split split = new() { Mode = SplitMode.Sticky, Arms = [new Arm("a", 30), new Arm("candidate", 60), new Arm("z", 10)], Rules = [s_deny with { Users = ["alice"] }] };
        Router router = WithSplit(split);

        for (int i = 0; i < 500; i++)
        {
            string free = router.Pick(new RouteContext { StickyKey = $"key {i}" }).Version;
            string denied = router.Pick(new RouteContext { StickyKey = $"key {i}", User = "alice" }).Version;
            Assert.True(free == "candidate" || free == denied);
        }
    }

    [Fact]
    public void TryPick_AllowedVersionHasNoEndpoint_IsFalse()
    {
        Router router = new("shop");
        router.Apply(TwoVersions(100, 0) with { Rules = [s_allow with { Users = ["alice"] }] }, [PoolOf("stable", "s"), PoolOf("candidate")]);

        Assert.False(router.TryPick(new RouteContext { User = "alice" }, out _));
        Assert.Equal("stable", router.Pick(new RouteContext { User = "bob" }).Version);
    }

    [Fact]
    public void Pick_AllWeightsZero_AllowStillLeads()
    {
        Router router = WithSplit(TwoVersions(0, 0) with { Rules = [s_allow with { Users = ["alice"] }] });

        Assert.Equal("candidate", router.Pick(new RouteContext { User = "alice" }).Version);
    }

    private static RouteContext Context(string user, string? address, string channel) => new()
    {
        User = user,
        RemoteAddress = address is null ? null : IPAddress.Parse(address),
        Request = DictionaryReader.Request(("header:X-Channel", channel)),
        Reader = new DictionaryReader(),
    };
}
