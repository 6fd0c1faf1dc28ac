using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>A service further inside that knows nothing of StackKit, and answers with the headers of a chain that reached it.</summary>
internal sealed class Downstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler());

    private Downstream(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    /// <summary>Gets the trace that the last request belonged to.</summary>
    public string Trace { get; private set; } = "";

    public static async Task<Downstream> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        Downstream? downstream = null;
        app.Run(context =>
        {
            downstream!.Trace = context.Request.Headers.TraceParent.ToString();
            return context.Response.WriteAsync(Describe(context.Request.Headers));
        });
        await app.StartAsync();
        return downstream = new Downstream(app);
    }

    /// <summary>Calls it as any service would, without a handler, and returns what reached it: the members of the baggage in order.</summary>
    public Task<string> CallAsync() => _client.GetStringAsync(Address);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static string Describe(IHeaderDictionary headers)
    {
        IEnumerable<string> members = $"{headers.Baggage},{headers.CorrelationContext}".Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(", ", members.Select(static member => member.Replace(" = ", "=", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
