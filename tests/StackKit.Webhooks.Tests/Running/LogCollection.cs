using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace StackKit.Webhooks.Tests.Running;

/// <summary>Keeps everything that is logged, at every level, with the exceptions.</summary>
internal sealed class LogCollection : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {state} {exception}");

    public void Dispose()
    {
    }
}
