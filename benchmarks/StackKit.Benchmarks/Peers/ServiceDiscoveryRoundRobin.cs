using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using StackKit.Benchmarks.Harness;

namespace StackKit.Benchmarks.Peers;

/// <summary>Picks by the selector inside Microsoft.Extensions.ServiceDiscovery: round robin, unweighted.</summary>
/// <remarks>The selector is internal. A delegate bound to it once costs no more than the interface call of its own callers, and is inlined like one.</remarks>
internal sealed class ServiceDiscoveryRoundRobin(int endpoints) : Candidate("ServiceDiscovery round robin")
{
    private const string Selector = "Microsoft.Extensions.ServiceDiscovery.LoadBalancing.RoundRobinServiceEndpointSelector";

    private readonly Func<object?, ServiceEndpoint> _getEndpoint = Create(endpoints);

    public override void Run(int operations)
    {
        Func<object?, ServiceEndpoint> getEndpoint = _getEndpoint;
        ServiceEndpoint? last = null;
        for (int i = 0; i < operations; i++)
        {
            last = getEndpoint(null);
        }

        Sink.Keep(last);
    }

    private static Func<object?, ServiceEndpoint> Create(int endpoints)
    {
        List<ServiceEndpoint> all = [.. Enumerable.Range(0, endpoints).Select(i => ServiceEndpoint.Create(new IPEndPoint(i + 1, 80), new FeatureCollection()))];
        Type type = typeof(ServiceEndpointResolver).Assembly.GetType(Selector, throwOnError: true)!;
        object selector = Activator.CreateInstance(type, nonPublic: true)!;
        Bind<Action<ServiceEndpointSource>>(selector, "SetEndpoints")(new ServiceEndpointSource(all, new CancellationChangeToken(CancellationToken.None), new FeatureCollection()));
        return Bind<Func<object?, ServiceEndpoint>>(selector, "GetEndpoint");
    }

    private static TDelegate Bind<TDelegate>(object target, string method)
        where TDelegate : Delegate => target.GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.Public)!.CreateDelegate<TDelegate>(target);
}
