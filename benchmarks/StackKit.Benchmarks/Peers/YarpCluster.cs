using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace StackKit.Benchmarks.Peers;

/// <summary>A cluster of YARP with so many destinations, brought into the state in which the proxy would hand it to its policies.</summary>
internal sealed class YarpCluster
{
    private static readonly ServiceProvider s_services = CreateServices();

    public YarpCluster(int destinations)
    {
        State = new ClusterState("bench", new ClusterModel(new ClusterConfig { ClusterId = "bench" }, new HttpMessageInvoker(new SocketsHttpHandler())));
        for (int i = 0; i < destinations; i++)
        {
            string id = $"destination-{i}";
            DestinationModel model = new(new DestinationConfig { Address = $"http://10.0.{i / 250}.{i % 250}/" });
            State.Destinations.TryAdd(id, new DestinationState(id, model));
        }

        s_services.GetRequiredService<IClusterDestinationsUpdater>().UpdateAllDestinations(State);
    }

    public ClusterState State { get; }

    public IReadOnlyList<DestinationState> Available => State.DestinationsState.AvailableDestinations;

    /// <summary>Gets a service as the proxy itself would.</summary>
    public static T Find<T>(Func<T, bool> predicate)
        where T : notnull => s_services.GetServices<T>().Single(predicate);

    private static ServiceProvider CreateServices()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddReverseProxy();
        return services.BuildServiceProvider();
    }
}
