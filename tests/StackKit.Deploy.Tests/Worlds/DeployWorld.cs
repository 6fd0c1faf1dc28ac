using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Routing;

namespace StackKit.Deploy.Tests.Worlds;

/// <summary>A running application with StackKit.Deploy, instances that exist in memory only, and users who send requests through its router.</summary>
internal sealed class DeployWorld : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _users = [];

    private DeployWorld(IHost host)
    {
        _host = host;
        Router = host.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        Rollouts = host.Services.GetRequiredService<Rollouts>();
    }

    public Router Router { get; }

    public Rollouts Rollouts { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>Gets how often requests to a version fail.</summary>
    public ConcurrentDictionary<string, double> ErrorRates { get; } = [];

    /// <summary>Gets how many requests each version answered.</summary>
    public ConcurrentDictionary<string, int> Requests { get; } = [];

    public static async Task<DeployWorld> StartAsync(Action<ServiceOptions> configure, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        services?.Invoke(builder.Services);
        builder.Services.AddLogging();
        builder.Services.AddStackKit().AddDeploy(options => options.Service("shop", service =>
        {
            service.BakeTime = TimeSpan.Zero;
            service.DrainTimeout = TimeSpan.FromSeconds(5);
            configure(service);
        }));
        IHost host = builder.Build();
        await host.StartAsync();
        return new DeployWorld(host);
    }

    /// <summary>Lets users send requests, each of them one after the other, until the world ends.</summary>
    public void SendRequests(int users, int seed)
    {
        for (int i = 0; i < users; i++)
        {
            Random random = new(HashCode.Combine(seed, i));
            string user = $"user-{i}";
            _users.Add(Task.Run(() => SendAsync(user, random)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_users);
        await _host.StopAsync();
        _host.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(string user, Random random)
    {
        while (!_stop.IsCancellationRequested)
        {
            if (Router.TryBegin(new RouteContext { StickyKey = user, User = user }, out RouteDecision decision))
            {
                bool failed = random.NextDouble() < ErrorRates.GetValueOrDefault(decision.Version);
                Requests.AddOrUpdate(decision.Version, 1, (_, n) => n + 1);
                Router.Report(decision, failed ? Outcome.Failure : Outcome.Success, TimeSpan.FromMilliseconds(5 + (10 * random.NextDouble())));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
