using Microsoft.Extensions.DependencyInjection;
using StackKit.Routing.Tests.Options;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Strategies;

public sealed class StrategyTests
{
    private static readonly RouteRule s_length = new() { Name = "three", Version = "candidate", Custom = [new CustomMatch("length", "3")] };

    [Fact]
    public void Pick_CustomPolicy_GetsTheRequestAndChoosesByIndex()
    {
        Router router = WithPolicy(new FixedIndexPolicy(1), PoolOf("stable", "a", "b", "c"));

        Assert.Equal("b", router.Pick().Endpoint!.Id);
        Assert.Equal("c", router.Pick(new RouteContext { User = "ab" }).Endpoint!.Id);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void Begin_CustomPolicyOutOfRange_ThrowsByNameAndCountsNothing(int index)
    {
        Router router = WithPolicy(new FixedIndexPolicy(index), PoolOf("stable", "a", "b", "c"));

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => router.Begin());

        Assert.Contains("'fixed-index'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, router.GetInFlight("stable"));
    }

    [Fact]
    public void SetPools_CustomPolicy_GetsItsPreviousPickerAndTheEndpointsThatTakeRequests()
    {
        FixedIndexPolicy policy = new(0);
        Router router = WithPolicy(policy, PoolOf("stable", "a", "b"));

        router.SetSplit(TwoVersions(1, 1)); // not a change of the pool
        router.SetPools([new Pool("stable", [new Endpoint("a", "a") { Weight = 3 }, new Endpoint("b", "b"), new Endpoint("c", "c") { Draining = true }]) { Policy = policy.Name }]);

        Assert.Equal(2, policy.Created.Count);
        Assert.Null(policy.Created[0].Previous);
        Assert.NotNull(policy.Created[1].Previous);
        Assert.Equal("a b", string.Join(' ', policy.Created[1].Members.Endpoints.Select(endpoint => endpoint.Id)));
        Assert.Equal([0.75, 0.25], policy.Created[1].Members.Shares.ToArray());
    }

    [Fact]
    public void GetInFlight_Members_CountWhatWasBegun()
    {
        FixedIndexPolicy policy = new(1);
        Router router = WithPolicy(policy, PoolOf("stable", "a", "b"));

        router.Begin();

        Assert.Equal((0, 1), (policy.Created[0].Members.GetInFlight(0), policy.Created[0].Members.GetInFlight(1)));
    }

    [Theory]
    [InlineData("ana", "candidate")]
    [InlineData("bert", "stable")]
    public void Pick_CustomMatcher_Decides(string user, string expected)
    {
        Router router = new("shop", new RouterEnvironment { RuleMatchers = [new LengthMatcher()] });
        router.SetSplit(TwoVersions(1, 0) with { Rules = [s_length] });

        Assert.Equal(expected, router.Pick(new RouteContext { User = user }).Version);
    }

    [Theory]
    [InlineData("length", "three", "Rules[0].Custom[0].Value")]
    [InlineData("width", "3", "Rules[0].Custom[0].Matcher")]
    public void SetSplit_CustomMatchThatIsRefused_NamesTheField(string matcher, string value, string field)
    {
        Router router = new("shop", new RouterEnvironment { RuleMatchers = [new LengthMatcher()] });

        Assert.Throws<RoutingConfigurationException>(field, () => router.SetSplit(TwoVersions(1, 0) with { Rules = [s_length with { Custom = [new CustomMatch(matcher, value)] }] }));
        Assert.Null(router.Split);
    }

    [Fact]
    public void AddRouting_RegisteredStrategies_AreKnownByName()
    {
        using ConfiguredApp app = new([], services => services.AddSingleton<IPoolPolicy>(new FixedIndexPolicy(1)).AddSingleton<IRuleMatcher, LengthMatcher>());

        app.Shop.Apply(TwoVersions(1, 0) with { Rules = [s_length] }, [PoolOf("stable", "a", "b") with { Policy = "fixed-index" }]);

        Assert.Equal("b", app.Shop.Pick().Endpoint!.Id);
        Assert.Equal("candidate", app.Shop.Pick(new RouteContext { User = "ana" }).Version);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("")]
    [InlineData("two words")]
    public void Constructor_PolicyWithAnImpossibleName_IsRefused(string name) =>
        Assert.Throws<RoutingConfigurationException>(() => new Router("shop", new RouterEnvironment { PoolPolicies = [new NamedPolicy(name)] }));

    private static Router WithPolicy(IPoolPolicy policy, Pool pool)
    {
        Router router = new("shop", new RouterEnvironment { PoolPolicies = [policy] });
        router.Apply(TwoVersions(1, 0), [pool with { Policy = policy.Name }]);
        return router;
    }

    private sealed class NamedPolicy(string name) : IPoolPolicy
    {
        public string Name => name;

        public IPoolPicker CreatePicker(PoolMembers members, IPoolPicker? previous) => throw new InvalidOperationException();
    }
}
