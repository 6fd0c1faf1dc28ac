using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Routing.Yarp.Tests;

/// <summary>What reaches a destination of the baggage of a request, whose headers YARP copies.</summary>
public sealed class PropagationTests
{
    private const string Others = "tenant=acme,flag=on";

    [Theory]
    [InlineData("baggage", "tenant=acme,stackkit.version=2,flag=on")]
    [InlineData("baggage", "StackKit.Version=2,tenant=acme,flag=on")]
    [InlineData("baggage", "tenant=acme,flag=on,%73tackkit.version=2")]
    [InlineData("baggage", "tenant=acme,stackkit.version=1,stackkit.version=2,flag=on")]
    [InlineData("Correlation-Context", "tenant=acme,stackkit.version=2,flag=on")]
    public async Task Forged_UntrustedSource_ReachesNoDestination(string header, string value)
    {
        foreach ((bool diagnostics, bool enabled, bool split) in Combinations())
        {
            await using Backend backend = await StartBackendAsync();
            await using Proxy proxy = await StartAsync(backend, diagnostics, enabled, static _ => { });
            if (split)
            {
                proxy.SetWeights(1, 0);
            }

            string received = await SendAsync(proxy, header, value);

            string[] expected = [.. Others.Split(','), .. enabled && split ? new[] { "stackkit.version=1" } : []];
            Assert.Equal(expected.Order(StringComparer.Ordinal), received.Split(',').Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Forged_YarpLeavesHeadersToTheApplication_ReachesNoDestinationAndOthersStayAsWritten(bool enabled)
    {
        await using Backend backend = await StartBackendAsync();
        await using Proxy proxy = await StartAsync(backend, diagnostics: true, enabled, static reverse => reverse.ConfigureHttpClient(static (_, handler) => handler.ActivityHeadersPropagator = null));
        proxy.SetWeights(1, 0);

        string received = await SendAsync(proxy, "baggage", "tenant=%61cme;p=1,stackkit.version=2,x");

        Assert.Equal("tenant=%61cme;p=1,x", received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Carry_EitherVersion_ReachesItsDestination(bool diagnostics)
    {
        await using Backend one = await StartBackendAsync();
        await using Backend two = await StartBackendAsync();
        await using Proxy proxy = await StartAsync(diagnostics, enabled: true, [], static _ => { }, ("a", one.Address, "1"), ("b", two.Address, "2"));
        proxy.SetWeights(50, 50);

        Dictionary<string, int> answers = await proxy.SendAsync(20);

        Assert.Equal((one.Requests, two.Requests), (answers["stackkit.version=1"], answers["stackkit.version=2"]));
        Assert.Equal(20, one.Requests + two.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Inherit_TrustedSource_ReachesTheDestinationOfThatVersion(bool diagnostics)
    {
        await using Backend one = await StartBackendAsync();
        await using Backend two = await StartBackendAsync();
        await using Proxy proxy = await StartAsync(diagnostics, enabled: true, ["127.0.0.1"], static _ => { }, ("a", one.Address, "1"), ("b", two.Address, "2"));
        proxy.SetWeights(99, 1);

        string[] answers = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync(proxy, "baggage", "stackkit.version=2")))];

        Assert.All(answers, static answer => Assert.Equal("stackkit.version=2", answer));
        Assert.Equal((0, 5), (one.Requests, two.Requests));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Carry_NoDestinationOfTheVersion_IsWhatServedInstead(bool diagnostics)
    {
        await using Backend one = await StartBackendAsync();
        await using Proxy proxy = await StartAsync(diagnostics, enabled: true, ["127.0.0.1"], static _ => { }, ("a", one.Address, "1"));
        proxy.SetWeights(60, 40);

        string inherited = await SendAsync(proxy, "baggage", "stackkit.version=2");
        Dictionary<string, int> own = await proxy.SendAsync(10);

        Assert.Equal("stackkit.version=1", inherited);
        Assert.Equal(10, own["stackkit.version=1"]);
    }

    private static IEnumerable<(bool Diagnostics, bool Enabled, bool Split)> Combinations() =>
        Enumerable.Range(0, 8).Select(static i => ((i & 1) != 0, (i & 2) != 0, (i & 4) != 0));

    private static async Task<string> SendAsync(Proxy proxy, string header, string value)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage response = await proxy.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    // Answers with what it received, whichever way it was written.
    private static Task<Backend> StartBackendAsync() => Backend.StartAsync("backend", HttpProtocols.Http1, static context =>
    {
        IHeaderDictionary headers = context.Request.Headers;
        string[] received = [.. headers.Baggage.Concat(headers.CorrelationContext).Select(static line => line!.Replace(" = ", "=", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal))];
        return context.Response.WriteAsync(string.Join(',', received));
    });

    private static Task<Proxy> StartAsync(Backend backend, bool diagnostics, bool enabled, Action<IReverseProxyBuilder> configure) =>
        StartAsync(diagnostics, enabled, [], configure, ("a", backend.Address, "1"));

    private static Task<Proxy> StartAsync(bool diagnostics, bool enabled, string[] trusted, Action<IReverseProxyBuilder> configure, params (string Id, string Address, string Version)[] destinations)
    {
        ClusterConfig cluster = new()
        {
            ClusterId = "shop",
            Destinations = destinations.ToDictionary(static d => d.Id, static d => new DestinationConfig { Address = d.Address, Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [YarpMetadata.Version] = d.Version } }, StringComparer.Ordinal),
        };
        return Proxy.StartAsync(
            HttpProtocols.Http1,
            reverse =>
            {
                configure(reverse.LoadFromMemory([Proxy.CatchAll], [cluster]));
                reverse.Services.AddStackKit().AddHttpRouting(options =>
                {
                    options.Propagation.Enabled = enabled;
                    options.Propagation.TrustedNetworks.AddRange(trusted);
                });
                if (diagnostics)
                {
                    reverse.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Critical).AddProvider(new SilentLoggerProvider()));
                }
            },
            static _ => { },
            static _ => { });
    }
}
