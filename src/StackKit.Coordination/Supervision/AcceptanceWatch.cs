using System.Text;
using Microsoft.Extensions.Logging;

namespace StackKit.Coordination;

/// <summary>Learns, while the store has regressed, that a person has accepted it in another process, and accepts it here too.</summary>
/// <remarks>
/// An acceptance is an entry with a name that was never used before. Those that were there when this process first saw the store are no
/// answer to a later regression: a restored copy of the store brings its old acceptances back.
/// </remarks>
internal sealed partial class AcceptanceWatch : IAsyncDisposable
{
    private const string Prefix = "stackkit/acceptances/";

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly ICoordinationEngine _engine;
    private readonly CoordinationOptions _options;
    private readonly RegressionGuard _guard;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Task _running;

    public AcceptanceWatch(ICoordinationEngine engine, CoordinationOptions options, RegressionGuard guard, TimeProvider timeProvider, ILogger logger)
    {
        _engine = engine;
        _options = options;
        _guard = guard;
        _timeProvider = timeProvider;
        _logger = logger;
        _running = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>Writes that the present content of the store is accepted, for every other process.</summary>
    public static Transaction Announce(string acceptedBy) =>
        Transaction.Create().Put(Prefix + Guid.NewGuid().ToString("N"), Encoding.UTF8.GetBytes(acceptedBy));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await LearnAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            await WaitForRegressionAsync(cancellationToken).ConfigureAwait(false);
            string[] unknown = await ListAsync(cancellationToken).ConfigureAwait(false) is string[] names ? [.. names.Where(_known.Add)] : [];
            if (unknown.Length > 0 && _guard.Accept())
            {
                LogAccepted(_logger, unknown[0]);
            }

            await PauseAsync(_options.RetryDelay, cancellationToken).ConfigureAwait(false);
        }
    }

    // What a store says that has just regressed is no beginning: then nothing is known, and any acceptance is a new one.
    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause = _options.RetryDelay;
        while (!_guard.IsRegressed)
        {
            if (await ListAsync(cancellationToken).ConfigureAwait(false) is string[] names)
            {
                _known.UnionWith(names);
                return;
            }

            await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < _options.MaximumRetryDelay ? pause * 2 : _options.MaximumRetryDelay;
        }
    }

    private async Task WaitForRegressionAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource regressed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (_guard.Regressed.Register(() => regressed.TrySetResult()))
        {
            await regressed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string[]?> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            Listing listing = await BoundedCall.RunAsync(token => _engine.ListAsync(Prefix, token), _options.RequestTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
            return [.. listing.Entries.Select(static entry => entry.Key)];
        }
#pragma warning disable CA1031 // asked again after a pause; the views tell that the store is gone
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        Task.Delay(pause * (1 + Random.Shared.NextDouble()), _timeProvider, cancellationToken);

    [LoggerMessage(507, LogLevel.Warning, "A person has accepted the present content of the store in another process ({Key}); this process goes on with it.")]
    private static partial void LogAccepted(ILogger logger, string key);
}
