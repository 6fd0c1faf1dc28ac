using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using StackKit.Events;

namespace StackKit.Deploy.Control;

/// <summary>Tells one sink everything in order, and again until it has taken it: a sink that fails holds up nobody but itself.</summary>
internal sealed partial class SinkPump : IAsyncDisposable
{
    private static readonly TimeSpan s_callTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_lastMoment = TimeSpan.FromSeconds(1);

    private readonly Channel<(Rollout Rollout, RolloutEvent Event)> _queue = Channel.CreateBounded<(Rollout, RolloutEvent)>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly ConcurrentDictionary<string, long> _taken = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly IEventSink _sink;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _again;
    private readonly Task _running;

    public SinkPump(IEventSink sink, TimeProvider timeProvider, ILogger logger)
    {
        _sink = sink;
        _timeProvider = timeProvider;
        _logger = logger;
        _again = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                // About ten minutes: a store that is restarted is back by then, and what cannot be taken at all must not be tried for ever.
                MaxRetryAttempts = 24,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(100),
                MaxDelay = TimeSpan.FromSeconds(30),
            })
            .Build();
        _running = Task.Run(RunAsync);
    }

    /// <summary>Gets the last event of a rollout that the sink has taken, or that was given up.</summary>
    public long TakenOf(string rolloutId) => _taken.GetValueOrDefault(rolloutId);

    /// <summary>Begins behind what a former leader had told.</summary>
    public void BeginAfter(string rolloutId, long sequence) => _taken.TryAdd(rolloutId, sequence);

    /// <summary>Queues an event.</summary>
    /// <returns>False when too many wait.</returns>
    public bool TryTell(Rollout rollout, RolloutEvent next) => _queue.Writer.TryWrite((rollout, next));

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();

        // What is queued gets a moment; the rest is told by the next leader.
        await Task.WhenAny(_running, Task.Delay(s_lastMoment, _timeProvider)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach ((Rollout rollout, RolloutEvent next) in _queue.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
        {
            await TellAsync(RolloutNarrator.Tell(rollout, next)).ConfigureAwait(false);
            _taken[rollout.Id] = next.Sequence;
        }
    }

    private async Task TellAsync(StackKitEvent told)
    {
        try
        {
            await _again.ExecuteAsync(
                async token =>
                {
                    using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(token);
                    timeout.CancelAfter(s_callTimeout);
                    await _sink.WriteAsync(told, timeout.Token).ConfigureAwait(false);
                },
                _stop.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a sink that fails for good must not stop those behind it
        catch (Exception exception) when (!_stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogGivenUp(_logger, _sink.GetType().Name, told.Id, exception);
        }
    }

    [LoggerMessage(1030, LogLevel.Error, "The event sink {Sink} did not take event {Id} in many attempts; it is not told of it again.")]
    private static partial void LogGivenUp(ILogger logger, string sink, string id, Exception exception);
}
