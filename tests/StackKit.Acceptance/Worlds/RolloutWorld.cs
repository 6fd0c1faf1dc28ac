using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Deploy;
using StackKit.Routing;

namespace StackKit.Acceptance.Worlds;

/// <summary>A running application with StackKit.Deploy in this process, and users who send requests through its router.</summary>
internal sealed class RolloutWorld : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _users = [];

    private RolloutWorld(IHost host)
    {
        _host = host;
        Router = host.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        Rollouts = host.Services.GetRequiredService<Rollouts>();
    }

    public Router Router { get; }

    public Rollouts Rollouts { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>Gets how often requests to a version fail, 0 to 1.</summary>
    public ConcurrentDictionary<string, double> ErrorRates { get; } = [];

    /// <summary>Gets how many requests each version answered.</summary>
    public ConcurrentDictionary<string, int> Requests { get; } = [];

    /// <summary>Gets how many requests each version failed.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = [];

    /// <summary>Starts the application; its service is called <c>shop</c>, and version 1 serves.</summary>
    public static async Task<RolloutWorld> StartAsync(Action<ServiceOptions> configure, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        services?.Invoke(builder.Services);
        builder.Services.AddLogging();
        builder.Services.AddStackKit().AddDeploy(options => options.Service("shop", service =>
        {
            service.StableVersion = "1";
            service.BakeTime = TimeSpan.Zero;
            service.DrainTimeout = TimeSpan.FromSeconds(5);
            configure(service);
        }));
        IHost host = builder.Build();
        await host.StartAsync();
        return new RolloutWorld(host);
    }

    /// <summary>Lets users send requests, each of them one after the other, until the world ends.</summary>
    public void SendRequests(int users, int seed)
    {
        for (int i = 0; i < users; i++)
        {
            Random random = new(unchecked((seed * 7919) + i));
            string user = $"user-{i}";
            _users.Add(Task.Run(() => SendAsync(user, random)));
        }
    }

    /// <summary>Waits until the rollout is as wanted.</summary>
    public async Task<RolloutState> WaitUntilAsync(string rolloutId, Func<RolloutState, bool> wanted, CancellationToken cancellationToken)
    {
        await foreach (RolloutStatus status in Rollouts.WatchAsync("shop", cancellationToken))
        {
            if (status.State.Rollout.Id == rolloutId && (wanted(status.State) || status.State.IsTerminal))
            {
                return status.State;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_users);
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }

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
                if (failed)
                {
                    Failures.AddOrUpdate(decision.Version, 1, (_, n) => n + 1);
                }

                Router.Report(decision, failed ? Outcome.Failure : Outcome.Success, TimeSpan.FromMilliseconds(5 + (10 * random.NextDouble())));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
