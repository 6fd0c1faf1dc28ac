namespace StackKit.Routing;

/// <summary>Pools over time: ejections and slow start.</summary>
public sealed partial class Router
{
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromSeconds(1);

    private readonly long _created;
    private ITimer? _timer; // only while something is to change by itself

    private TimeSpan Now => _strategies.Environment.TimeProvider.GetElapsedTime(_created);

    /// <summary>Takes an endpoint out of its pool for some time, such as after failures in a row. It comes back by itself, with slow start where the pool has one.</summary>
    /// <remarks>
    /// At most <see cref="Pool.MaxEjected"/> of a pool can be ejected at one time, but one always. While fewer than <see cref="Pool.PanicThreshold"/> of the
    /// pool are healthy, ejections are ignored. Setting pools again does not end an ejection; taking the endpoint out of them does.
    /// </remarks>
    /// <param name="endpointId">The id of the endpoint.</param>
    /// <param name="time">How long, from now: above zero, and at most a day. An ejection that lasts longer already stays as it is.</param>
    /// <returns>Whether the endpoint is ejected now: false when there is none with the id, or too many others of its pool are ejected.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is not above zero, or more than a day.</exception>
    public bool TryEject(string endpointId, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(endpointId);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(1));

        lock (_writing)
        {
            TimeSpan now = Now;
            if (_snapshot.Pools.FindEndpoint(endpointId)?.History is not { } history)
            {
                return false;
            }

            if (!history.IsEjected(now))
            {
                CompiledPool pool = _snapshot.Pools.Find(history.Version)!;
                int ejected = pool.Members.Count(member => member.Entry.History.IsEjected(now));
                if (ejected + 1 > Math.Max(1, pool.Configured.MaxEjected * pool.Members.Length))
                {
                    return false;
                }
            }

            if (!(history.EjectedUntil >= now + time))
            {
                history.EjectedUntil = now + time;
                RenewPools(now);
            }

            return true;
        }
    }

    /// <summary>Ends an ejection.</summary>
    /// <param name="endpointId">The id of the endpoint; one that is not ejected stays as it is.</param>
    public void Reinstate(string endpointId)
    {
        ArgumentNullException.ThrowIfNull(endpointId);

        lock (_writing)
        {
            TimeSpan now = Now;
            if (_snapshot.Pools.FindEndpoint(endpointId)?.History is { } history && history.IsEjected(now))
            {
                history.EjectedUntil = null;
                RenewPools(now);
            }
        }
    }

    /// <summary>Says how it stands with the pools.</summary>
    /// <returns>One entry for each pool, in no order.</returns>
    public IReadOnlyList<PoolStatus> ReadPools() => [.. Volatile.Read(ref _snapshot).Pools.Pools.Select(pool => pool.Status)];

    private void RenewPools(TimeSpan now) =>
        Exchange(_snapshot.Split, new PoolSet(_snapshot.Pools.Configured, _snapshot.Pools, _departed, _strategies, now), now);

    private void Schedule(TimeSpan? next, TimeSpan now)
    {
        if (next is null)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        TimeSpan wait = next.Value > now ? next.Value - now : TimeSpan.Zero;
        if (_timer is null)
        {
            _timer = _strategies.Environment.TimeProvider.CreateTimer(static state => ((Router)state!).OnTimer(), this, wait, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        lock (_writing)
        {
            if (_timer is null)
            {
                return; // what it was for has gone meanwhile
            }

            TimeSpan now = Now;
            try
            {
                RenewPools(now);
            }
#pragma warning disable CA1031 // a policy of the application that throws must not end the process from a timer: the pools stay as they are, and it is tried again
            catch (Exception)
#pragma warning restore CA1031
            {
                Schedule(now + s_retryDelay, now);
            }
        }
    }
}
