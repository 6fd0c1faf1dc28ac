using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;
using StackKit.Benchmarks.Harness;

namespace StackKit.Benchmarks.Peers;

/// <summary>Asks Microsoft.Extensions.ServiceDiscovery for the endpoints of a service that it has already resolved: its public call.</summary>
internal sealed class ServiceDiscoveryResolver(int endpoints) : Candidate("ServiceDiscovery GetEndpointsAsync, cached")
{
    private readonly ServiceEndpointResolver _resolver = Create(endpoints);

    public override void Run(int operations) => RunAsync(operations).GetAwaiter().GetResult();

    private async Task RunAsync(int operations)
    {
        ServiceEndpointResolver resolver = _resolver;
        ServiceEndpointSource? last = null;
        for (int i = 0; i < operations; i++)
        {
            last = await resolver.GetEndpointsAsync("http://bench", CancellationToken.None);
        }

        Sink.Keep(last);
    }

    private static ServiceEndpointResolver Create(int endpoints)
    {
        Dictionary<string, string?> settings = Enumerable.Range(0, endpoints).ToDictionary(i => $"Services:bench:http:{i}", string? (i) => $"http://10.0.{i / 250}.{i % 250}:80", StringComparer.Ordinal);
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddServiceDiscovery();
        return services.BuildServiceProvider().GetRequiredService<ServiceEndpointResolver>();
    }
}
