using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>Keeps the messages of StackKit.</summary>
internal sealed class RecordingLoggerProvider : ILoggerProvider
{
    public ConcurrentQueue<string> Messages { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName.StartsWith("StackKit", StringComparison.Ordinal) ? Messages : []);

    public void Dispose()
    {
    }

    private sealed class Recorder(ConcurrentQueue<string> messages) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => messages.Enqueue(formatter(state, exception));
    }
}
