using StackKit.Acceptance.Sites;
using StackKit.Deploy;
using StackKit.Routing;

namespace StackKit.Acceptance.Canary;

/// <summary>Watches the counters of a router for the moment after which no more requests are routed to the candidate.</summary>
internal sealed class RoutedTimes : IDisposable
{
    private readonly ShopSite _site;
    private readonly Lock _lock = new();
    private readonly List<(DateTimeOffset Time, long Count)> _seen = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;

    public RoutedTimes(ShopSite site)
    {
        _site = site;
        _watch = Task.Run(WatchAsync);
    }

    /// <summary>Gets the time from the verdict of a rollout that was rolled back to the last request routed to its candidate; zero when there was none after it.</summary>
    public async Task<TimeSpan> SinceVerdictAsync(string rollout, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _watch;
        IReadOnlyList<RolloutEvent> events = await _site.Rollouts.GetEventsAsync("shop", rollout, cancellationToken);
        DateTimeOffset verdict = events.OfType<RolloutEvent.PhaseChanged>().First(e => e.To == RolloutPhase.RollingBack).Time;
        long last = _seen[^1].Count;
        DateTimeOffset reached = _seen.First(s => s.Count == last).Time;
        return reached > verdict ? reached - verdict : TimeSpan.Zero;
    }

    public void Dispose() => _stop.Dispose();

    // Requests routed are those counted and those still in flight.
    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            VersionTotals? totals = _site.Router.ReadCounters().Totals.FirstOrDefault(t => t.Version == "2");
            long count = (totals?.Requests ?? 0) + _site.Router.GetInFlight("2");
            lock (_lock)
            {
                _seen.Add((TimeProvider.System.GetUtcNow(), count));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }
}
