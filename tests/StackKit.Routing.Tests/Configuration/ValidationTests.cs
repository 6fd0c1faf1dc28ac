using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Configuration;

public sealed class ValidationTests
{
    private static readonly RouteRule s_rule = new() { Name = "rule", Version = "stable", Users = ["alice"] };
    private static readonly string s_long = new('x', 129);

    public static TheoryData<string, Func<Split, Split>> BadSplits => new()
    {
        { "Epoch", s => s with { Epoch = -1 } },
        { "Generation", s => s with { Generation = -1 } },
        { "Mode", s => s with { Mode = (SplitMode)9 } },
        { "Salt", s => s with { Salt = null! } },
        { "Salt", s => s with { Salt = new string('x', 257) } },
        { "Arms", s => s with { Arms = null! } },
        { "Arms", s => s with { Arms = [] } },
        { "Arms", s => s with { Arms = [.. Enumerable.Range(0, 17).Select(i => new Arm($"v{i}", 1))] } },
        { "Arms[1]", s => s with { Arms = [s.Arms[0], null!] } },
        { "Arms[1].Version", s => s with { Arms = [s.Arms[0], new Arm(s_long, 1)] } },
        { "Arms[1].Version", s => s with { Arms = [s.Arms[0], new Arm("", 1)] } },
        { "Arms[1].Version", s => s with { Arms = [s.Arms[0], new Arm("a b", 1)] } },
        { "Arms[1].Version", s => s with { Arms = [s.Arms[0], new Arm("stable", 1)] } },
        { "Arms[1].Weight", s => s with { Arms = [s.Arms[0], new Arm("b", double.NaN)] } },
        { "Arms[1].Weight", s => s with { Arms = [s.Arms[0], new Arm("b", -0.5)] } },
        { "Arms[1].Weight", s => s with { Arms = [s.Arms[0], new Arm("b", double.PositiveInfinity)] } },
        { "Arms[0].FailureBudget", s => s with { Arms = [new Arm("stable", 1) { FailureBudget = -1 }] } },
        { "Rules", s => s with { Rules = null! } },
        { "Rules", s => s with { Rules = [.. Enumerable.Range(0, 257).Select(i => s_rule with { Name = $"r{i}" })] } },
        { "Rules[0]", s => s with { Rules = [s_rule with { Users = [] }] } },
        { "Rules[1].Name", s => s with { Rules = [s_rule, s_rule] } },
        { "Rules[0].Version", s => s with { Rules = [s_rule with { Version = "unknown" }] } },
        { "Rules[0].Effect", s => s with { Rules = [s_rule with { Effect = (RuleEffect)5 }] } },
        { "Rules[0].Users", s => s with { Rules = [s_rule with { Users = null! }] } },
        { "Rules[0].Users", s => s with { Rules = [s_rule with { Users = [.. Enumerable.Repeat("x", 100_001)] }] } },
        { "Rules[0].Users[1]", s => s with { Rules = [s_rule with { Users = ["alice", ""] }] } },
        { "Rules[0].Networks", s => s with { Rules = [s_rule with { Networks = [.. Enumerable.Repeat("10.0.0.1", 10_001)] }] } },
        { "Rules[0].Networks[1]", s => s with { Rules = [s_rule with { Networks = ["10.0.0.0/8", "10.0.0.0/99"] }] } },
        { "Rules[0].Headers[0].Name", s => s with { Rules = [s_rule with { Headers = [new ValueMatch("X Y", "1")] }] } },
        { "Rules[0].Headers[0].Value", s => s with { Rules = [s_rule with { Headers = [new ValueMatch("X", "")] }] } },
        { "Rules[0].Cookies[0].Name", s => s with { Rules = [s_rule with { Cookies = [new ValueMatch("a;b", "1")] }] } },
        { "Rules[0].Cookies[0].Kind", s => s with { Rules = [s_rule with { Cookies = [new ValueMatch("a", "1") { Kind = (MatchKind)7 }] }] } },
    };

    public static TheoryData<string, Func<Pool[]>> BadPools => new()
    {
        { "Pools[1]", () => [PoolOf("a", "x"), null!] },
        { "Pools[1].Version", () => [PoolOf("a", "x"), PoolOf("a", "y")] },
        { "Pools[0].Version", () => [PoolOf("", "x")] },
        { "Pools[0].Policy", () => [PoolOf("a", "x") with { Policy = "fairest" }] },
        { "Pools[0].Endpoints", () => [new Pool("a", null!)] },
        { "Pools[0].Endpoints[1]", () => [new Pool("a", [new Endpoint("x", "x"), null!])] },
        { "Pools[1].Endpoints[0].Id", () => [PoolOf("a", "x"), PoolOf("b", "x")] },
        { "Pools[0].Endpoints[0].Id", () => [PoolOf("a", s_long)] },
        { "Pools[0].Endpoints[0].Address", () => [new Pool("a", [new Endpoint("x", "")])] },
        { "Pools[0].Endpoints[0].Weight", () => [new Pool("a", [new Endpoint("x", "x") { Weight = double.NegativeInfinity }])] },
        { "Pools[0].Endpoints[0].Weight", () => [new Pool("a", [new Endpoint("x", "x") { Weight = -1 }])] },
    };

    [Theory]
    [MemberData(nameof(BadSplits))]
    public void SetSplit_BadField_IsRefusedByNameAndNothingChanges(string field, Func<Split, Split> spoil)
    {
        Router router = new("shop");
        router.Apply(TwoVersions(1, 0), [PoolOf("stable", "a")]);
        long before = router.SnapshotVersion;
        Split bad = spoil(TwoVersions(1, 0));

        RoutingConfigurationException exception = Assert.Throws<RoutingConfigurationException>(() => router.SetSplit(bad));
        Assert.Throws<RoutingConfigurationException>(() => router.Apply(bad, []));

        Assert.Equal(field, exception.ParamName);
        Assert.StartsWith(field + " ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, router.SnapshotVersion);
        Assert.Equal("a", router.Pick().Endpoint!.Id);
    }

    [Theory]
    [MemberData(nameof(BadPools))]
    public void SetPools_BadField_IsRefusedByNameAndNothingChanges(string field, Func<Pool[]> create)
    {
        Router router = new("shop");
        router.Apply(TwoVersions(1, 0), [PoolOf("stable", "a")]);
        long before = router.SnapshotVersion;

        RoutingConfigurationException exception = Assert.Throws<RoutingConfigurationException>(() => router.SetPools(create()));
        Assert.Throws<RoutingConfigurationException>(() => router.Apply(TwoVersions(0, 1), create()));

        Assert.Equal(field, exception.ParamName);
        Assert.Equal(before, router.SnapshotVersion);
        Assert.Equal("a", router.Pick().Endpoint!.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("größe")]
    public void Constructor_BadName_IsRefused(string name) => Assert.Throws<RoutingConfigurationException>(nameof(name), () => new Router(name));

    [Fact]
    public void Constructor_LongName_IsRefused() => Assert.Throws<RoutingConfigurationException>("name", () => new Router(s_long));
}
