using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StackKit.Routing.Tests.Options;

/// <summary>Services with routing, a configuration that can change, and what was logged.</summary>
internal sealed class ConfiguredApp : ILoggerProvider, ILogger
{
    private readonly IConfigurationRoot _configuration;
    private readonly ServiceProvider _services;
    private readonly ConcurrentQueue<string> _messages = new();

    public ConfiguredApp(Dictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        _configuration = new ConfigurationBuilder().AddInMemoryCollection(Prefixed(settings)).Build();
        ServiceCollection services = [];
        services.AddSingleton<IConfiguration>(_configuration);
        services.AddLogging(logging => logging.AddProvider(this));
        services.AddStackKit().AddRouting();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public RouterSet Routers => _services.GetRequiredService<RouterSet>();

    public Router Shop => Routers.GetOrAdd("shop");

    public IReadOnlyCollection<string> Messages => _messages;

    public void Change(params (string Key, string? Value)[] settings)
    {
        foreach ((string key, string? value) in settings)
        {
            _configuration[$"StackKit:Routing:{key}"] = value;
        }

        _configuration.Reload();
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _messages.Enqueue($"{eventId.Id} {formatter(state, exception)}");

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose() => _services.Dispose();

    private static Dictionary<string, string?> Prefixed(Dictionary<string, string?> settings) =>
        settings.ToDictionary(setting => $"StackKit:Routing:{setting.Key}", setting => setting.Value, StringComparer.OrdinalIgnoreCase);
}
