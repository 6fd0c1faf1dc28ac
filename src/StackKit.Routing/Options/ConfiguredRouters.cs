using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace StackKit.Routing;

/// <summary>Writes what is configured into the routers, at once and whenever the configuration changes. A change that is refused leaves all of them as they are.</summary>
internal sealed partial class ConfiguredRouters : IDisposable
{
    private readonly RouterSet _routers;
    private readonly IOptionsFactory<RoutingOptions> _options;
    private readonly ILogger<ConfiguredRouters> _logger;
    private readonly IDisposable? _subscription;
    private readonly Lock _writing = new();
    private readonly Dictionary<string, (Split? Split, IReadOnlyList<Pool>? Pools)> _written = new(StringComparer.Ordinal);

    /// <summary>Writes the options.</summary>
    /// <param name="routers">The routers.</param>
    /// <param name="first">The options at the start, valid.</param>
    /// <param name="options">Makes the options anew.</param>
    /// <param name="configuration">Says when it has changed; null when there is none.</param>
    /// <param name="logger">Hears of changes.</param>
    public ConfiguredRouters(RouterSet routers, RoutingOptions first, IOptionsFactory<RoutingOptions> options, IConfiguration? configuration, ILogger<ConfiguredRouters> logger)
    {
        _routers = routers;
        _options = options;
        _logger = logger;
        Write(first);
        _subscription = configuration is null ? null : ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public void Dispose() => _subscription?.Dispose();

    private void Reload()
    {
        try
        {
            Write(_options.Create(Microsoft.Extensions.Options.Options.DefaultName));
        }
#pragma warning disable CA1031 // whatever is wrong with the new configuration must not reach, and end, the thread that watches its source
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogRefused(_logger, exception.Message);
        }
    }

    private void Write(RoutingOptions options)
    {
        lock (_writing)
        {
            foreach ((string name, RouterOptions settings) in options.Routers)
            {
                Write(_routers.GetOrAdd(name), settings);
            }
        }
    }

    private void Write(Router router, RouterOptions settings)
    {
        (Split? split, IReadOnlyList<Pool>? pools) = _written.GetValueOrDefault(router.Name);
        if (settings.ToSplit() is { } newSplit && IsOurs(router.Split, split, router.Name))
        {
            router.SetSplit(newSplit);
            split = router.Split;
        }

        if (settings.ToPools() is { } newPools && IsOurs(router.Pools.Count == 0 ? null : router.Pools, pools, router.Name))
        {
            router.SetPools(newPools);
            pools = router.Pools;
        }

        _written[router.Name] = (split, pools);
    }

    private bool IsOurs(object? current, object? written, string router)
    {
        if (current is null || ReferenceEquals(current, written))
        {
            return true;
        }

        LogOtherWriter(_logger, router);
        return false;
    }

    [LoggerMessage(100, LogLevel.Error, "The new configuration of the routers is refused; all of them stay as they are. {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(101, LogLevel.Warning, "Router {Router} is written by somebody else, such as a rollout or service discovery; its configuration is left aside.")]
    private static partial void LogOtherWriter(ILogger logger, string router);
}
