using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackKit.Coordination;
using StackKit.Events;

namespace StackKit.Webhooks.Tests.Running;

/// <summary>An application with webhooks that try again soon.</summary>
internal sealed class HookHost : IAsyncDisposable
{
    private readonly IHost _host;

    private HookHost(IHost host, LogCollection log)
    {
        _host = host;
        Log = log;
        Sink = host.Services.GetServices<IEventSink>().Single();
        Store = host.Services.GetRequiredService<CoordinationSupervisor>();
    }

    public LogCollection Log { get; }

    public IEventSink Sink { get; }

    public CoordinationSupervisor Store { get; }

    public IServiceProvider Services => _host.Services;

    public static async Task<HookHost> StartAsync(Action<WebhookOptions> configure, string? file = null, Action<IServiceCollection>? services = null)
    {
        HookHost host = Build(configure, file, services);
        await host._host.StartAsync();
        return host;
    }

    public static HookHost Build(Action<WebhookOptions> configure, string? file = null, Action<IServiceCollection>? services = null)
    {
        LogCollection log = new();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        IStackKitBuilder kit = builder.Services.AddStackKit().AddWebhooks(Quick).AddWebhooks(configure);
        if (file is not null)
        {
            kit.AddSqliteStore(store => store.Path = file);
        }

        services?.Invoke(builder.Services);
        return new HookHost(builder.Build(), log);
    }

    public static void Quick(WebhookOptions options)
    {
        options.RetryDelay = TimeSpan.FromMilliseconds(5);
        options.MaximumRetryDelay = TimeSpan.FromMilliseconds(40);
        options.LeaseTime = TimeSpan.FromSeconds(2);
    }

    public static StackKitEvent Tell(string id, string subject = "shop", string kind = "rollout.promoted") => new()
    {
        Id = id,
        Source = "StackKit.Deploy",
        Kind = kind,
        Subject = subject,
        Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Message = $"{id} of {subject}.",
    };

    public async Task WriteAsync(params IEnumerable<StackKitEvent> events)
    {
        foreach (StackKitEvent told in events)
        {
            await Sink.WriteAsync(told, CancellationToken.None);
        }
    }

    public async Task<int> CountAsync(string prefix) => (await Store.ListAsync(prefix)).Entries.Count;

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
