using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackKit.Routing;
using StackKit.Routing.AspNetCore;

namespace StackKit.Acceptance.Routing.Chains;

/// <summary>One service of a chain: a real server with a router, a salt and a split of its own.</summary>
internal sealed class ChainService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _name;
    private readonly int _seed;

    private ChainService(WebApplication app, string name, int seed)
    {
        _app = app;
        _name = name;
        _seed = seed;
    }

    public Uri Address => new(_app.Urls.First());

    public Router Router => _app.Services.GetRequiredService<RouterSet>().GetOrAdd(_name);

    /// <summary>Starts a service that sends nothing to v2 yet.</summary>
    public static async Task<ChainService> StartAsync(string name, int seed, ChainLink link, HttpProtocols protocols, Action<WebApplication> handle, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = protocols));
        builder.Services.AddGrpc();
        if (link != ChainLink.Plain)
        {
            builder.Services.AddStackKit().AddHttpRouting(options =>
            {
                options.StickyKey = RequestKeys.Cookie("uid");
                options.Propagation.Enabled = link == ChainLink.Propagating;
                options.Propagation.TrustedNetworks.Add("127.0.0.1");
            });
        }

        WebApplication app = builder.Build();
        if (link != ChainLink.Plain)
        {
            app.UseStackKitRouting(name);
        }

        handle(app);
        await app.StartAsync(cancellationToken);
        return new ChainService(app, name, seed);
    }

    /// <summary>Divides the users, by a salt that no other service has.</summary>
    public void Split(double v1, double v2) =>
        Router.SetSplit(new Split { Mode = SplitMode.Sticky, Salt = $"{_name}-{_seed}", Arms = [new Arm("v1", v1), new Arm("v2", v2)] });

    /// <summary>Gets the version that serves a request; a hyphen when the service has none.</summary>
    public static string VersionOf(HttpContext context) => context.GetRouteDecision() is { IsDefault: false } decision ? decision.Version : "-";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
