using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Peers;

/// <summary>The flags that are compared, each in a configuration of its own: what one flag lists would slow down the others.</summary>
internal static class FeatureFlags
{
    public const string Name = "bench";

    /// <summary>Gets one context for each sticky key, made beforehand: FeatureManagement is not charged for them.</summary>
    public static TargetingContext[] Contexts { get; } = [.. StickyKeys.All.Select(key => new TargetingContext { UserId = key, Groups = [] })];

    /// <summary>Creates a flag that is on for everyone.</summary>
    public static IVariantFeatureManager Plain() => CreateManager(Flag());

    /// <summary>Creates a flag that is on for 10 % of the calls.</summary>
    public static IVariantFeatureManager Percentage() => CreateManager(Flag(Filter("Microsoft.Percentage", new JsonObject { ["Value"] = 10 })));

    /// <summary>Creates a flag that is on for listed users and 10 % of the others.</summary>
    public static IVariantFeatureManager Targeting(params string[] users)
    {
        JsonArray list = [.. users.Select(user => JsonValue.Create(user))];
        return CreateManager(Flag(Filter("Microsoft.Targeting", new JsonObject { ["Audience"] = new JsonObject { ["Users"] = list, ["DefaultRolloutPercentage"] = 10 } })));
    }

    /// <summary>Creates a flag with two variants that share the users 90 to 10.</summary>
    public static IVariantFeatureManager Variants()
    {
        JsonObject flag = Flag();
        JsonArray percentile = [Share("stable", 0, 90), Share("candidate", 90, 100)];
        flag["variants"] = new JsonArray(new JsonObject { ["name"] = "stable" }, new JsonObject { ["name"] = "candidate" });
        flag["allocation"] = new JsonObject { ["default_when_enabled"] = "stable", ["percentile"] = percentile, ["seed"] = "salt" };
        return CreateManager(flag);
    }

    private static IVariantFeatureManager CreateManager(JsonObject flag)
    {
        JsonObject root = new() { ["feature_management"] = new JsonObject { ["feature_flags"] = new JsonArray(flag) } };
        using MemoryStream json = new(Encoding.UTF8.GetBytes(root.ToJsonString()));
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddJsonStream(json).Build());
        services.AddLogging();
        services.AddFeatureManagement();
        return services.BuildServiceProvider().GetRequiredService<IVariantFeatureManager>();
    }

    private static JsonObject Flag(params JsonNode[] filters) =>
        new() { ["id"] = Name, ["enabled"] = true, ["conditions"] = new JsonObject { ["client_filters"] = new JsonArray(filters) } };

    private static JsonObject Filter(string name, JsonObject parameters) => new() { ["name"] = name, ["parameters"] = parameters };

    private static JsonObject Share(string variant, int from, int to) => new() { ["variant"] = variant, ["from"] = from, ["to"] = to };
}
