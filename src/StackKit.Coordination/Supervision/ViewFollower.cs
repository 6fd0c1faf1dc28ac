using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace StackKit.Coordination;

/// <summary>Keeps one view up to date: lists, follows, and starts over after every fault, with growing, jittered delays.</summary>
internal sealed partial class ViewFollower : IAsyncDisposable
{
    private readonly ICoordinationEngine _engine;
    private readonly CoordinationOptions _options;
    private readonly RegressionGuard _guard;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly SnapshotPublisher _publisher;
    private readonly TimeSpan _silenceLimit;
    private readonly ResiliencePipeline _retry;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public ViewFollower(string prefix, ICoordinationEngine engine, CoordinationOptions options, RegressionGuard guard, TimeProvider timeProvider, ILogger logger)
    {
        _engine = engine;
        _options = options;
        _guard = guard;
        _timeProvider = timeProvider;
        _logger = logger;
        _publisher = new SnapshotPublisher(options.PublishInterval, timeProvider);
        TimeSpan threeIdles = engine.Description.IdleInterval * 3;
        _silenceLimit = options.StaleAfter > threeIdles ? options.StaleAfter : threeIdles;
        _retry = BuildRetry();
        View = new StoreView(prefix, _publisher);
        _running = Task.Run(() => RunAsync(_stop.Token));
    }

    public StoreView View { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _publisher.Dispose();
        _stop.Dispose();
    }

    private ResiliencePipeline BuildRetry() =>
        new ResiliencePipelineBuilder { TimeProvider = _timeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is not null && !arguments.Context.CancellationToken.IsCancellationRequested),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _options.RetryDelay,
                MaxDelay = _options.MaximumRetryDelay,
            })
            .Build();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _retry.ExecuteAsync(RunSessionAsync, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
