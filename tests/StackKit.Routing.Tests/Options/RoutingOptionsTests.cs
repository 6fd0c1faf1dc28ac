using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Options;

public sealed class RoutingOptionsTests
{
    private static Dictionary<string, string?> Shop => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Zone"] = "eu-1",
        ["Routers:shop:Mode"] = "Sticky",
        ["Routers:shop:Salt"] = "2026",
        ["Routers:shop:Weights:v1"] = "90",
        ["Routers:shop:Weights:v2"] = "10",
        ["Routers:shop:Rules:0:Name"] = "testers",
        ["Routers:shop:Rules:0:Version"] = "v2",
        ["Routers:shop:Rules:0:Users:0"] = "ana",
        ["Routers:shop:Rules:1:Name"] = "office",
        ["Routers:shop:Rules:1:Version"] = "v2",
        ["Routers:shop:Rules:1:Effect"] = "Deny",
        ["Routers:shop:Rules:1:Networks:0"] = "10.0.0.0/8",
        ["Routers:shop:Rules:1:Networks:1"] = "!10.7.0.0/16",
        ["Routers:shop:Rules:1:Headers:0:Name"] = "X-Old",
        ["Routers:shop:Rules:1:Headers:0:Value"] = "1",
        ["Routers:shop:Rules:1:Headers:0:Kind"] = "Prefix",
        ["Routers:shop:Pools:v1:Policy"] = "power-of-two-choices",
        ["Routers:shop:Pools:v1:SlowStart:Window"] = "00:00:10",
        ["Routers:shop:Pools:v1:Endpoints:a:Address"] = "http://10.0.0.1/",
        ["Routers:shop:Pools:v1:Endpoints:b:Address"] = "http://10.0.0.2/",
        ["Routers:shop:Pools:v1:Endpoints:b:Weight"] = "2.5",
        ["Routers:shop:Pools:v1:Endpoints:b:Zone"] = "eu-2",
        ["Routers:shop:Pools:v1:Endpoints:b:Labels:tier"] = "gold",
    };

    [Fact]
    public void Configuration_Complete_IsWrittenIntoTheRouter()
    {
        using ConfiguredApp app = new(Shop);

        Router router = app.Shop;

        Assert.Equal((SplitMode.Sticky, "2026"), (router.Split!.Mode, router.Split.Salt));
        Assert.Equal([("v1", 90), ("v2", 10)], router.Split.Arms.Select(arm => (arm.Version, arm.Weight)));
        Assert.Equal("testers office", string.Join(' ', router.Split.Rules.Select(rule => rule.Name)));
        Assert.Equal(MatchKind.Prefix, router.Split.Rules[1].Headers[0].Kind);
        Assert.Equal(new SlowStart(TimeSpan.FromSeconds(10)), router.Pools[0].SlowStart);
        Assert.Equal((2.5, "eu-2", "gold"), (router.Pools[0].Endpoints[1].Weight, router.Pools[0].Endpoints[1].Zone, router.Pools[0].Endpoints[1].Labels["tier"]));
        Assert.Equal("eu-1", app.Routers.Environment.Zone);
    }

    [Fact]
    public void Reload_NewWeights_AreInForce()
    {
        using ConfiguredApp app = new(Shop);
        Router router = app.Shop;

        app.Change(("Routers:shop:Weights:v1", "50"), ("Routers:shop:Weights:v2", "50"), ("Routers:shop:Pools:v1:Endpoints:c:Address", "http://10.0.0.3/"));

        Assert.Equal(0.5, router.Pick("user-1").Weight);
        Assert.Equal(3, router.Pools[0].Endpoints.Count);
    }

    [Theory]
    [InlineData("Routers:shop:Weights:v2", "-1", "Arms[1].Weight")]
    [InlineData("Routers:shop:Rules:0:Version", "v9", "Rules[0].Version")]
    [InlineData("Routers:shop:Pools:v1:Policy", "fairest", "power-of-two-choices, least-requests, consistent-hash")]
    [InlineData("Routers:shop:Weights:v2", "many", "many")]
    [InlineData("Routers:shop:Wieghts:v2", "1", "Wieghts")]
    [InlineData("Zone", "two words", "Zone")]
    public void Reload_WrongSetting_IsLoggedAndChangesNothing(string key, string value, string named)
    {
        using ConfiguredApp app = new(Shop);
        Router router = app.Shop;
        long before = router.SnapshotVersion;

        app.Change((key, value), ("Routers:shop:Weights:v1", "50"));

        Assert.Equal(before, router.SnapshotVersion);
        Assert.Contains(app.Messages, message => message.StartsWith("100 ", StringComparison.Ordinal) && message.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Routers:shop:Weights:v1", "NaN", "StackKit:Routing:Routers:shop: Arms[0].Weight must be finite and not negative, not NaN.")]
    [InlineData("Routers:a b:Weights:v1", "1", "StackKit:Routing:Routers:a b: name must be")]
    [InlineData("ZoneCallerShare", "0", "ZoneCallerShare must be above 0")]
    public void Start_WrongSetting_SaysWhere(string key, string value, string message)
    {
        Dictionary<string, string?> settings = Shop;
        settings[key] = value;
        using ConfiguredApp app = new(settings);

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => app.Routers);

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reload_AnotherWriterTookOver_IsLeftToHim()
    {
        using ConfiguredApp app = new(Shop);
        app.Shop.SetSplit(TwoVersions(1, 0) with { Epoch = 7, Generation = 1 });

        app.Change(("Routers:shop:Weights:v1", "50"), ("Routers:shop:Pools:v1:Endpoints:c:Address", "http://10.0.0.3/"));

        Assert.Equal(7, app.Shop.Split!.Epoch);
        Assert.Equal(3, app.Shop.Pools[0].Endpoints.Count); // the pools are still written by configuration
        Assert.Contains(app.Messages, message => message.StartsWith("101 ", StringComparison.Ordinal));
    }

    [Fact]
    public void AddRouting_Code_IsAppliedAfterTheConfiguration()
    {
        using ConfiguredApp app = new(Shop, services => services.AddStackKit().AddRouting(options => options.Router("shop", shop => shop.Weights["v2"] = 0)));

        Assert.Equal(0, app.Shop.Split!.Arms[1].Weight);
    }

    [Fact]
    public void Dispose_ThenReload_ChangesNothing()
    {
        ConfiguredApp app = new(Shop);
        Router router = app.Shop;
        app.Dispose();

        app.Change(("Routers:shop:Weights:v1", "50"));

        Assert.Equal(90, router.Split!.Arms[0].Weight);
    }

    [Fact]
    public void AddRouting_WithoutConfiguration_HasEmptyRouters()
    {
        using ServiceProvider services = new ServiceCollection().AddStackKit().AddRouting().Services.BuildServiceProvider();

        Assert.Null(services.GetRequiredService<RouterSet>().GetOrAdd("shop").Split);
    }
}
