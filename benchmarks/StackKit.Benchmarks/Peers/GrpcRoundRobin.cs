using System.Runtime.CompilerServices;
using Grpc.Net.Client.Balancer;
using Microsoft.Extensions.Logging.Abstractions;
using StackKit.Benchmarks.Harness;

namespace StackKit.Benchmarks.Peers;

/// <summary>Picks by the picker that the round robin balancer of grpc-dotnet makes: unweighted. These interfaces are marked experimental.</summary>
internal sealed class GrpcRoundRobin(int endpoints) : Candidate("grpc-dotnet round robin")
{
    private static readonly Lazy<IChannelControlHelper> s_controller = new(GrpcSubchannels.GetController);

    private readonly SubchannelPicker _picker = Create(endpoints);
    private readonly PickContext _context = new() { Request = new HttpRequestMessage() };

    public override void Run(int operations)
    {
        SubchannelPicker picker = _picker;
        PickContext context = _context;
        PickResult? last = null;
        for (int i = 0; i < operations; i++)
        {
            last = picker.Pick(context);
        }

        Sink.Keep(last?.Subchannel);
    }

    private static SubchannelPicker Create(int endpoints)
    {
        IChannelControlHelper controller = s_controller.Value;
        Subchannel[] subchannels = [.. Enumerable.Range(0, endpoints).Select(i => controller.CreateSubchannel(new SubchannelOptions([new BalancerAddress($"10.0.{i / 250}.{i % 250}", 80)])))];
        LoadBalancer balancer = new RoundRobinBalancerFactory().Create(new LoadBalancerOptions(controller, NullLoggerFactory.Instance, new Dictionary<string, object>(StringComparer.Ordinal)));
        return CreatePicker((SubchannelsLoadBalancer)balancer, subchannels);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    private static extern SubchannelPicker CreatePicker(SubchannelsLoadBalancer balancer, IReadOnlyList<Subchannel> readySubchannels);
}
