using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>A routed service that calls a service further inside. Its clients connect from 127.0.0.1 or from 127.0.0.2.</summary>
internal sealed class Chain : IAsyncDisposable
{
    public static readonly IPAddress Inside = IPAddress.Loopback;
    public static readonly IPAddress Outside = IPAddress.Parse("127.0.0.2");

    private Chain(RoutedApp app, Downstream downstream)
    {
        App = app;
        Downstream = downstream;
    }

    public RoutedApp App { get; }

    public Downstream Downstream { get; }

    /// <summary>Starts a service that trusts 127.0.0.1 only.</summary>
    public static Task<Chain> StartAsync(bool diagnostics, bool enabled) => StartAsync(diagnostics, options => Trust(options, enabled), static _ => { }, static app => app.UseStackKitRouting("shop"));

    /// <summary>Starts a service of two versions of equal weight.</summary>
    /// <param name="diagnostics">Whether the server starts an activity for each request.</param>
    /// <param name="options">Sets the options.</param>
    /// <param name="services">Adds services.</param>
    /// <param name="pipeline">Writes the pipeline in front of the handler.</param>
    public static async Task<Chain> StartAsync(bool diagnostics, Action<HttpRoutingOptions> options, Action<IServiceCollection> services, Action<WebApplication> pipeline)
    {
        Downstream downstream = await Downstream.StartAsync();
        RoutedApp app = await RoutedApp.StartAsync(
            options,
            collection =>
            {
                if (diagnostics)
                {
                    collection.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Critical).AddProvider(new SilentLoggerProvider()));
                }

                services(collection);
            },
            application =>
            {
                pipeline(application);
                application.Run(context => AnswerAsync(context, downstream));
            });
        app.Router.SetSplit(new Split { Arms = [new Arm("1", 1), new Arm("2", 1), new Arm("off", 0)] });
        return new Chain(app, downstream);
    }

    public static void Trust(HttpRoutingOptions options, bool enabled)
    {
        options.Propagation.Enabled = enabled;
        options.Propagation.TrustedNetworks.Add("127.0.0.1");
    }

    /// <summary>Sends a request with header lines as they are.</summary>
    public async Task<ChainAnswer> SendAsync(IPAddress from, string headers) => ChainAnswer.Parse(await RawHttp.GetBodyAsync(App.Address, from, headers));

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Downstream.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, Downstream downstream)
    {
        string received = await downstream.CallAsync();
        RouteDecision decision = context.GetRouteDecision();
        string answer = $"{decision.Version}|{decision.Reason}|{received}|{context.Request.Headers.Baggage}|{context.Request.Headers.CorrelationContext}";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(answer);
        await context.Response.WriteAsync(answer);
    }
}
