using System.Text;
using Microsoft.Extensions.Logging;

namespace StackKit.Coordination;

/// <summary>Lets one process at a time lead.</summary>
/// <remarks>
/// The leader's entry lives under a lease that is renewed at a third of its time to live, each time together with a check that the entry is
/// still its own. The leader steps down by its own monotonic clock after two thirds without a confirmed renewal, before the store can give
/// the key away. Nothing is decided from a remembered state: views only shorten the wait for a vacancy.
/// </remarks>
public sealed partial class LeaderElection : IAsyncDisposable
{
    private readonly CoordinationSupervisor _supervisor;
    private readonly string _parent;
    private readonly TimeSpan _ttl;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<LeaderElection> _logger;
    private readonly byte[] _ownerValue;
    private readonly CancellationTokenSource _disposal = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource? _running;
    private bool _disposed;

    /// <summary>Initializes a new instance of the <see cref="LeaderElection"/> class.</summary>
    /// <param name="supervisor">The store.</param>
    /// <param name="key">The key to hold; best below a prefix of its own or one that is watched anyway.</param>
    /// <param name="ownerId">Who campaigns, for people who look into the store; written as UTF-8.</param>
    /// <param name="ttl">How long a dead leader keeps the key; see <see cref="EngineDescription.GetEffectiveTtl"/>.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Hears of terms won and lost.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> is invalid, or <paramref name="ownerId"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ttl"/> is not positive or longer than the engine allows.</exception>
    public LeaderElection(CoordinationSupervisor supervisor, string key, string ownerId, TimeSpan ttl, TimeProvider timeProvider, ILogger<LeaderElection> logger)
    {
        ArgumentNullException.ThrowIfNull(supervisor);
        StoreKey.ThrowIfInvalid(key, nameof(key));
        ArgumentException.ThrowIfNullOrEmpty(ownerId);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ttl, supervisor.Engine.MaximumTtl);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(logger);

        _supervisor = supervisor;
        _ttl = ttl;
        _timeProvider = timeProvider;
        _logger = logger;
        _ownerValue = Encoding.UTF8.GetBytes(ownerId);
        _parent = key[..(key.LastIndexOf('/') + 1)];
        Key = key;
        OwnerId = ownerId;
    }

    /// <summary>Gets the key to hold.</summary>
    public string Key { get; }

    /// <summary>Gets who campaigns.</summary>
    public string OwnerId { get; }

    /// <summary>Campaigns, leads, and campaigns again after every loss.</summary>
    /// <remarks>
    /// A store that is down is waited for. On loss the token of <paramref name="lead"/> is cancelled and its end awaited before the next
    /// campaign; what it throws then is logged. When it ends by itself the leader resigns, and its result or exception is that of this method.
    /// </remarks>
    /// <param name="lead">The work of the leader. Must end soon after its token is cancelled: the key is free a third of the time to live later.</param>
    /// <param name="cancellationToken">Ends the campaign or the term; the key is then released.</param>
    /// <returns>A task that completes when <paramref name="lead"/> ended by itself.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled, or the election disposed.</exception>
    /// <exception cref="InvalidOperationException">The election is already running.</exception>
    public async Task RunAsync(Func<Leadership, CancellationToken, Task> lead, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lead);
        TaskCompletionSource running = Begin();
        try
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
            while (!await TryLeadAsync(lead, stop.Token).ConfigureAwait(false))
            {
                stop.Token.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            lock (_lock)
            {
                _running = null;
            }

            running.SetResult();
        }
    }

    /// <summary>Ends the campaign or the term, and waits for the work of the leader to end.</summary>
    /// <returns>A task that completes when nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            running = _running?.Task ?? Task.CompletedTask;
        }

        await _disposal.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        _disposal.Dispose();
    }

    private TaskCompletionSource Begin()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            return _running is null
                ? _running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
                : throw new InvalidOperationException("The election is already running.");
        }
    }

    /// <summary>Campaigns once and leads if it won. Returns true when the work ended by itself.</summary>
    private async Task<bool> TryLeadAsync(Func<Leadership, CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        long seenVersion = _parent.Length == 0 ? 0 : _supervisor.Watch(_parent).Current.Version;
        Claim? claim = await TryClaimAsync(cancellationToken).ConfigureAwait(false);
        if (claim is null)
        {
            await WaitForVacancyAsync(seenVersion, cancellationToken).ConfigureAwait(false);
            return false;
        }

        LogWon(_logger, OwnerId, Key, claim.Revision);
        try
        {
            return await LeadAsync(claim, lead, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _supervisor.ReleaseAsync(claim.Lease).ConfigureAwait(false);
        }
    }

    private async Task<bool> LeadAsync(Claim claim, Func<Leadership, CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        LeaseRenewal renewal = new(
            token => RenewAsync(claim, token), claim.Lease.Ttl, claim.Lease.Ttl * 2 / 3, claim.AcquiredAt, Key, _timeProvider, _logger);
        await using (renewal.ConfigureAwait(false))
        {
            using CancellationTokenSource term = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, renewal.LostToken);
            Leadership leadership = new(Key, OwnerId, claim.Revision, term.Token);
            Task work = Task.Run(() => lead(leadership, term.Token), CancellationToken.None);
            Task lost = Task.WhenAny(renewal.Lost, claim.Lease.Lost);
            await Task.WhenAny(work, lost).ConfigureAwait(false);

            // The token is cancelled before the work ends because of it; the task may complete only later.
            if (!renewal.LostToken.IsCancellationRequested && !lost.IsCompleted)
            {
                await work.ConfigureAwait(false);
                return true;
            }

            LogLost(_logger, OwnerId, Key, claim.Revision);
            await term.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (work.Exception is { } exception)
            {
                LogWorkFailed(_logger, exception, OwnerId, Key);
            }

            return false;
        }
    }
}
