using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop;
using StackKit.Deploy;
using StackKit.Routing;
using StackKit.Routing.AspNetCore;

namespace StackKit.Acceptance.Sites;

/// <summary>A shop with versions 1 and 2 behind a real HTTP server that divides its requests.</summary>
internal abstract class ShopSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    protected ShopSite(WebApplication app)
    {
        _app = app;
        Router = app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        Rollouts = app.Services.GetRequiredService<Rollouts>();
        Address = new Uri(app.Urls.First());
    }

    /// <summary>Gets the two ways to divide requests: in front of processes, and inside an application.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["yarp", "in-process"];

    public Uri Address { get; }

    public Router Router { get; }

    public Rollouts Rollouts { get; }

    /// <summary>Starts a site of a kind; version 1 serves.</summary>
    public static async Task<ShopSite> StartAsync(string kind, int seed, Action<ServiceOptions> configure, CancellationToken cancellationToken) =>
        kind == "yarp" ? await YarpSite.StartAsync(seed, configure, cancellationToken) : await InProcessSite.StartAsync(seed, configure, cancellationToken);

    /// <summary>Switches a fault of a version on or off.</summary>
    public abstract Task SetFaultAsync(string version, Fault fault, CancellationToken cancellationToken);

    /// <summary>Waits until the rollout is as wanted, or has ended.</summary>
    public async Task<RolloutState> WaitUntilAsync(string rolloutId, Func<RolloutState, bool> wanted, CancellationToken cancellationToken)
    {
        await foreach (RolloutStatus status in Rollouts.WatchAsync("shop", cancellationToken))
        {
            if (status.State.Rollout.Id == rolloutId && (wanted(status.State) || status.State.IsTerminal))
            {
                return status.State;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    protected static WebApplicationBuilder CreateBuilder(Action<ServiceOptions> configure)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddStackKit()
            .AddHttpRouting(http =>
            {
                http.StickyKey = RequestKeys.Header("X-User");
                http.User = RequestKeys.Header("X-User");
            })
            .AddDeploy(options => options.Service("shop", service =>
            {
                service.StableVersion = "1";
                service.BakeTime = TimeSpan.Zero;
                service.DrainTimeout = TimeSpan.FromSeconds(5);
                configure(service);
            }));
        return builder;
    }
}
