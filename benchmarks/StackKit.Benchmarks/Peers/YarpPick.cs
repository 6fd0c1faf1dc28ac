using Microsoft.AspNetCore.Http;
using StackKit.Benchmarks.Harness;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace StackKit.Benchmarks.Peers;

/// <summary>Picks by a load balancing policy of YARP, unweighted as all of them are.</summary>
internal sealed class YarpPick<TPolicy>(int destinations) : Candidate($"YARP {TPolicy.Name}")
    where TPolicy : struct, IYarpPolicy
{
    private readonly ILoadBalancingPolicy _policy = YarpCluster.Find<ILoadBalancingPolicy>(policy => policy.Name == TPolicy.Name);
    private readonly YarpCluster _cluster = new(destinations);
    private readonly DefaultHttpContext _context = new();

    public override void Run(int operations)
    {
        ILoadBalancingPolicy policy = _policy;
        HttpContext context = _context;
        ClusterState cluster = _cluster.State;
        IReadOnlyList<DestinationState> available = _cluster.Available;
        DestinationState? last = null;
        for (int i = 0; i < operations; i++)
        {
            last = policy.PickDestination(context, cluster, available);
        }

        Sink.Keep(last);
    }
}
