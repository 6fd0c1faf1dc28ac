using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackKit.Deploy;
using StackKit.Routing;

namespace Worker;

/// <summary>A running application: a queue, its dispatcher, and two versions of what handles the messages.</summary>
public sealed class OrderSystem : IAsyncDisposable
{
    private readonly IHost _host;

    private OrderSystem(IHost host) => _host = host;

    public MessageQueue Queue => _host.Services.GetRequiredService<MessageQueue>();

    public Ledger Ledger => _host.Services.GetRequiredService<Ledger>();

    public Rollouts Rollouts => _host.Services.GetRequiredService<Rollouts>();

    public Router Router => _host.Services.GetRequiredService<RouterSet>().GetOrAdd("orders");

    public static async Task<OrderSystem> StartAsync(WorkerOptions options, CancellationToken cancellationToken)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddStackKit().AddDeploy(deploy => deploy.Service("orders", service =>
        {
            service.StableVersion = "v1";
            service.Mode = SplitMode.Sticky;
            service.Canary.Steps.AddRange([new StepOptions { Weight = 20 }, new StepOptions { Gate = new GateOptions { Name = "look" } }]);
        }));
        builder.Services.AddSingleton(options).AddSingleton<MessageQueue>().AddSingleton<Inboxes>().AddSingleton<Ledger>();
        builder.Services.AddHostedService<OrdersV1>();
        builder.Services.AddHostedService<OrdersV2>();
        builder.Services.AddHostedService<Dispatcher>(); // the last to start, and the first to stop: then the workers handle what they have
        IHost host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new OrderSystem(host);
    }

    /// <summary>Releases version 2 at 20 %, and waits until the router divides the messages so.</summary>
    /// <returns>The id of the rollout.</returns>
    public async Task<string> ReleaseAsync(CancellationToken cancellationToken)
    {
        string id = await Rollouts.StartAsync("orders", "v2", "sample", "a new version of the handler", cancellationToken);
        while (Router.Split?.Arms.FirstOrDefault(static arm => arm.Version == "v2")?.Weight is not > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }

        return id;
    }

    /// <summary>Waits until every message was handled or given up.</summary>
    public async Task WaitAsync(int messages, CancellationToken cancellationToken)
    {
        while (Ledger.Count + Ledger.GivenUp < messages)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Stops taking messages, and ends when those that were taken are handled.</summary>
    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }
}
