using Microsoft.Extensions.Options;

namespace StackKit.Routing;

/// <summary>Refuses what a router would refuse, before anything changes.</summary>
internal sealed class RoutingOptionsValidator(IEnumerable<IPoolPolicy> policies, IEnumerable<IRuleMatcher> matchers) : IValidateOptions<RoutingOptions>
{
    public ValidateOptionsResult Validate(string? name, RoutingOptions options)
    {
        ValidateOptionsResultBuilder failures = new();
        RouterStrategies? strategies = null;
        Try(failures, RoutingOptionsBinder.Section, () => strategies = new RouterStrategies(EnvironmentOf(options, policies, matchers)));
        foreach ((string router, RouterOptions settings) in options.Routers)
        {
            if (strategies is not null)
            {
                Try(failures, $"{RoutingOptionsBinder.Section}:Routers:{router}", () => Check(router, settings, strategies));
            }
        }

        return failures.Build();
    }

    /// <summary>Gets the environment that the options describe.</summary>
    public static RouterEnvironment EnvironmentOf(RoutingOptions options, IEnumerable<IPoolPolicy> policies, IEnumerable<IRuleMatcher> matchers) => new()
    {
        Region = options.Region,
        Zone = options.Zone,
        ZoneCallerShare = options.ZoneCallerShare,
        PoolPolicies = [.. policies],
        RuleMatchers = [.. matchers],
    };

    private static void Check(string name, RouterOptions settings, RouterStrategies strategies)
    {
        Router router = new(name, strategies);
        if (settings.ToSplit() is { } split)
        {
            router.SetSplit(split);
        }

        if (settings.ToPools() is { } pools)
        {
            router.SetPools(pools);
        }
    }

    private static void Try(ValidateOptionsResultBuilder failures, string path, Action action)
    {
        try
        {
            action();
        }
        catch (RoutingConfigurationException exception)
        {
            failures.AddError($"{path}: {exception.Message}");
        }
    }
}
