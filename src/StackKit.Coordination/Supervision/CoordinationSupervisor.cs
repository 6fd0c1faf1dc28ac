using Microsoft.Extensions.Logging;

namespace StackKit.Coordination;

/// <summary>
/// Stands between the features and an engine: owns retry with jitter, resync, coalescing, staleness and last-known-good, so that no
/// engine has to.
/// </summary>
/// <remarks>Thread-safe. Does not own the engine: whoever made it disposes it, after the supervisor.</remarks>
public sealed partial class CoordinationSupervisor : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ViewFollower> _views = new(StringComparer.Ordinal);
    private readonly RegressionGuard _guard = new();
    private readonly ICoordinationEngine _engine;
    private readonly CoordinationOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<CoordinationSupervisor> _logger;
    private AcceptanceWatch? _acceptances;
    private bool _disposed;

    /// <summary>Initializes a new instance of the <see cref="CoordinationSupervisor"/> class with default options.</summary>
    /// <param name="engine">The store.</param>
    /// <param name="timeProvider">The clock for delays, limits and staleness.</param>
    /// <param name="logger">Hears of faults of the store.</param>
    public CoordinationSupervisor(ICoordinationEngine engine, TimeProvider timeProvider, ILogger<CoordinationSupervisor> logger)
        : this(engine, new CoordinationOptions(), timeProvider, logger)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="CoordinationSupervisor"/> class.</summary>
    /// <param name="engine">The store.</param>
    /// <param name="options">Limits and delays; must not change afterwards.</param>
    /// <param name="timeProvider">The clock for delays, limits and staleness.</param>
    /// <param name="logger">Hears of faults of the store.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public CoordinationSupervisor(ICoordinationEngine engine, CoordinationOptions options, TimeProvider timeProvider, ILogger<CoordinationSupervisor> logger)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(logger);
        CoordinationOptions.ThrowIfInvalid(options);

        _engine = engine;
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <summary>Gets what the engine can do.</summary>
    public EngineDescription Engine => _engine.Description;

    /// <summary>Gets a value indicating whether the store has gone back in time and waits for <see cref="AcceptRegression"/>.</summary>
    public bool IsRegressed => _guard.IsRegressed;

    /// <summary>Watches a prefix.</summary>
    /// <remarks>The first call starts to follow the store; later ones return the same view, which lives as long as the supervisor.</remarks>
    /// <param name="prefix">Whole segments with a trailing slash, or empty for everything.</param>
    /// <returns>The view, at first without content.</returns>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> is invalid.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor was disposed.</exception>
    public StoreView Watch(string prefix)
    {
        StoreKey.ThrowIfInvalidPrefix(prefix, nameof(prefix));
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            _acceptances ??= new AcceptanceWatch(_engine, _options, _guard, _timeProvider, _logger);
            if (!_views.TryGetValue(prefix, out ViewFollower? follower))
            {
                follower = new ViewFollower(prefix, _engine, _options, _guard, _timeProvider, _logger);
                _views.Add(prefix, follower);
            }

            return follower.View;
        }
    }

    /// <summary>Reads a prefix directly from the store, never from what is remembered. Does not retry.</summary>
    /// <param name="prefix">Whole segments with a trailing slash, or empty for everything.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> is invalid.</exception>
    /// <exception cref="StoreUnavailableException">The store failed, or did not answer within <see cref="CoordinationOptions.RequestTimeout"/>.</exception>
    /// <exception cref="StoreRegressedException">The store has gone back in time.</exception>
    public async ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken = default)
    {
        StoreKey.ThrowIfInvalidPrefix(prefix, nameof(prefix));
        ObjectDisposedException.ThrowIf(_disposed, this);

        StoreMark mark = _guard.Mark();
        Listing listing = await ReadAsync(token => _engine.ListAsync(prefix, token), cancellationToken).ConfigureAwait(false);
        _guard.Confirm(mark, listing.StoreEpoch, listing.Revision);
        return listing;
    }

    /// <summary>Commits a transaction once and passes the answer through. Never retries: only the caller knows whether that is safe.</summary>
    /// <param name="transaction">What to expect and what to change.</param>
    /// <param name="cancellationToken">Ends the call; whether the transaction was applied is then open.</param>
    /// <returns>
    /// The engine's answer. A failure of the engine, or no answer within <see cref="CoordinationOptions.RequestTimeout"/>, is
    /// <see cref="CommitOutcome.Unknown"/>: re-read before you act.
    /// </returns>
    /// <exception cref="ArgumentException">The transaction exceeds a limit of the engine; nothing was applied.</exception>
    /// <exception cref="StoreUnavailableException">The engine says that nothing was applied.</exception>
    /// <exception cref="StoreRegressedException">
    /// The store has gone back in time. If that is known before the call nothing is applied; if the answer itself shows it, the transaction was
    /// applied to a store that has lost its history.
    /// </exception>
    public async ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ObjectDisposedException.ThrowIf(_disposed, this);

        StoreMark mark = _guard.Mark();
        CommitResult result;
        try
        {
            result = await BoundedCall.RunAsync(token => _engine.CommitAsync(transaction, token), _options.RequestTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreRegressedException)
        {
            _guard.Trip();
            throw;
        }
        catch (Exception exception) when (exception is not (StoreUnavailableException or ArgumentException) && !cancellationToken.IsCancellationRequested)
        {
            LogCommitUnknown(_logger, exception);
            return CommitResult.Unknown;
        }

        if (result.IsCommitted)
        {
            _guard.Confirm(mark, null, result.Revision);
        }

        return result;
    }

    /// <summary>Adopts the present content of a store that has gone back in time, after a person has decided so, in this process.</summary>
    /// <remarks>Write what the store must have again, then <see cref="AnnounceAcceptanceAsync"/>: only then the other processes read it.</remarks>
    /// <returns><see langword="true"/> when there was a regression to accept.</returns>
    public bool AcceptRegression()
    {
        bool accepted = _guard.Accept();
        if (accepted)
        {
            LogRegressionAccepted(_logger);
        }

        return accepted;
    }

    /// <summary>Tells every other process that the present content of the store is accepted; those that saw it go back in time go on with it.</summary>
    /// <remarks>Processes hear of it within about two of <see cref="CoordinationOptions.RetryDelay"/>, as far as they watch a prefix.</remarks>
    /// <param name="acceptedBy">Who has decided so, for people who look into the store; written as UTF-8.</param>
    /// <param name="cancellationToken">Ends the call; whether it was announced is then open, and doing so again does no harm.</param>
    /// <returns>The engine's answer.</returns>
    /// <exception cref="StoreUnavailableException">The engine says that nothing was applied.</exception>
    /// <exception cref="StoreRegressedException">The store has gone back in time and was not accepted in this process.</exception>
    public ValueTask<CommitResult> AnnounceAcceptanceAsync(string acceptedBy, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(acceptedBy);

        return CommitAsync(AcceptanceWatch.Announce(acceptedBy), cancellationToken);
    }

    /// <summary>Stops following the store. Views keep their last snapshot; waits on them end with <see cref="ObjectDisposedException"/>.</summary>
    /// <returns>A task that completes when nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        ViewFollower[] views;
        AcceptanceWatch? acceptances;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            views = [.. _views.Values];
            acceptances = _acceptances;
        }

        if (acceptances is not null)
        {
            await acceptances.DisposeAsync().ConfigureAwait(false);
        }

        foreach (ViewFollower view in views)
        {
            await view.DisposeAsync().ConfigureAwait(false);
        }

        _guard.Dispose();
    }

    private async ValueTask<T> ReadAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedCall.RunAsync(call, _options.RequestTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreRegressedException)
        {
            _guard.Trip();
            throw;
        }
        catch (Exception exception) when (exception is not (StoreUnavailableException or ArgumentException) && !cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"The store '{_engine.Description.Name}' did not answer.", exception);
        }
    }
}
