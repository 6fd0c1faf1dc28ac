using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace StackKit.Benchmarks.Peers;

/// <summary>Gets at the controller of a real channel of grpc-dotnet, the only thing that can create subchannels, by posing as a load balancer.</summary>
internal sealed class GrpcSubchannels : LoadBalancerFactory
{
    private readonly TaskCompletionSource<IChannelControlHelper> _controller = new();

    public override string Name => "controller";

    /// <summary>Starts a channel and gets its controller.</summary>
    public static IChannelControlHelper GetController()
    {
        GrpcSubchannels factory = new();
        ServiceCollection services = new();
        services.AddSingleton<ResolverFactory>(new StaticResolverFactory(_ => [new BalancerAddress("localhost", 80)]));
        services.AddSingleton<LoadBalancerFactory>(factory);
        GrpcChannel channel = GrpcChannel.ForAddress("static:///bench", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Insecure,
            ServiceProvider = services.BuildServiceProvider(),
            ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new LoadBalancingConfig(factory.Name) } },
        });
        _ = channel.ConnectAsync(); // never ends: nothing listens, and nothing needs to
        return factory._controller.Task.GetAwaiter().GetResult();
    }

    public override LoadBalancer Create(LoadBalancerOptions options)
    {
        _controller.TrySetResult(options.Controller);
        return new RoundRobinBalancerFactory().Create(options);
    }
}
