using Microsoft.Extensions.Logging;

namespace StackKit.Coordination;

/// <summary>Renews a lease at a third of its time to live, and gives it up by the local monotonic clock when no renewal succeeds in time.</summary>
internal sealed partial class LeaseRenewal : IAsyncDisposable
{
    private readonly Func<CancellationToken, ValueTask> _renew;
    private readonly TimeSpan _ttl;
    private readonly TimeSpan _deadline;
    private readonly string _name;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _held = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private readonly Task _running;
    private long _renewedAt;

    /// <summary>Initializes a new instance of the <see cref="LeaseRenewal"/> class and starts it.</summary>
    /// <param name="renew">Renews once; throws <see cref="LeaseLostException"/> when the lease is surely gone.</param>
    /// <param name="ttl">The time to live that was granted.</param>
    /// <param name="deadline">How long after the last success the lease is given up.</param>
    /// <param name="renewedAt">The time stamp from before the lease was acquired.</param>
    /// <param name="name">What the lease is for, for the log.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">The log.</param>
    public LeaseRenewal(Func<CancellationToken, ValueTask> renew, TimeSpan ttl, TimeSpan deadline, long renewedAt, string name, TimeProvider timeProvider, ILogger logger)
    {
        _renew = renew;
        _ttl = ttl;
        _deadline = deadline;
        _renewedAt = renewedAt;
        _name = name;
        _timeProvider = timeProvider;
        _logger = logger;
        _timer = timeProvider.CreateTimer(static state => ((LeaseRenewal)state!).OnDeadline(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Left(), Timeout.InfiniteTimeSpan);
        _running = RunAsync(_stop.Token);
    }

    /// <summary>Gets a task that completes when the lease is given up. Never faults.</summary>
    public Task Lost => _lost.Task;

    /// <summary>Gets a token that the clock itself cancels when the lease is given up, without waiting for another thread.</summary>
    public CancellationToken LostToken => _held.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _timer.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _held.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause = _ttl / 3;
        while (!_lost.Task.IsCompleted)
        {
            await Task.Delay(pause, _timeProvider, cancellationToken).ConfigureAwait(false);
            pause = await TryRenewAsync(cancellationToken).ConfigureAwait(false) ? _ttl / 3 : _ttl / 12 * (0.5 + Random.Shared.NextDouble());
        }
    }

    private async Task<bool> TryRenewAsync(CancellationToken cancellationToken)
    {
        long before = _timeProvider.GetTimestamp();
        try
        {
            // A sixth of the time to live: a call that hangs leaves time for another one before the deadline.
            await BoundedCall.RunAsync(CallAsync, _ttl / 6, _timeProvider, cancellationToken).ConfigureAwait(false);
            Interlocked.Exchange(ref _renewedAt, before);
            return true;
        }
        catch (LeaseLostException)
        {
            GiveUp();
            return false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogRenewalFailed(_logger, exception, _name);
            return false;
        }
    }

    private async ValueTask<bool> CallAsync(CancellationToken cancellationToken)
    {
        await _renew(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private TimeSpan Left()
    {
        TimeSpan left = _deadline - _timeProvider.GetElapsedTime(Interlocked.Read(ref _renewedAt));
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void OnDeadline()
    {
        TimeSpan left = Left();
        if (left == TimeSpan.Zero)
        {
            GiveUp();
        }
        else
        {
            // Timers round down to milliseconds; a zero would fire again at once.
            _timer.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }

    private void GiveUp()
    {
        _lost.TrySetResult();
        try
        {
            _held.Cancel();
        }
        catch (AggregateException exception)
        {
            // From what the work of the holder registered with the token; it must not end the process by way of the timer.
            LogCallbackFailed(_logger, exception, _name);
        }
        catch (ObjectDisposedException)
        {
            // The timer fired while the holder was already letting go.
        }
    }
}
