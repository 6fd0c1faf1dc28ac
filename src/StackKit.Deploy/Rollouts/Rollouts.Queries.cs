using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using StackKit.Coordination;
using StackKit.Deploy.Control;
using StackKit.Deploy.Store;

namespace StackKit.Deploy;

/// <content>What can be asked without changing anything.</content>
public sealed partial class Rollouts
{
    /// <summary>Gets the names of the services that are released by this application.</summary>
    public IReadOnlyCollection<string> Services => [.. _services.All.Select(s => s.Name).Order(StringComparer.Ordinal)];

    /// <summary>Says how far this process can trust what it knows of the store.</summary>
    /// <param name="service">The service.</param>
    /// <returns><see cref="StoreHealth.Regressed"/> means that the store has gone back in time and <see cref="AdoptAsync"/> is needed.</returns>
    public StoreHealth GetStoreHealth(string service)
    {
        DeployKeys keys = _services.Get(service).Keys;
        return _store.IsRegressed ? StoreHealth.Regressed : _store.Watch(keys.StatePrefix).Current.Health;
    }

    /// <summary>Says which process leads the releases of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its <see cref="DeployOptions.InstanceName"/>; null when nobody does at the moment.</returns>
    public async ValueTask<string?> GetLeaderAsync(string service, CancellationToken cancellationToken = default)
    {
        Entry? leader = await _store.FindAsync(_services.Get(service).Keys.Leader, cancellationToken).ConfigureAwait(false);
        return leader is null ? null : Encoding.UTF8.GetString(leader.Value.Span);
    }

    /// <summary>Gets the rollout under way, or the last one.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How it stands; null when there has been none.</returns>
    public async ValueTask<RolloutStatus?> GetAsync(string service, CancellationToken cancellationToken = default)
    {
        DeployKeys keys = _services.Get(service).Keys;
        Listing listing = await _store.ListAsync(keys.StatePrefix, cancellationToken).ConfigureAwait(false);
        return ToStatus(keys, listing.Entries);
    }

    /// <summary>Follows the rollouts of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>How it stands now, then again after every change; in-between states may be left out.</returns>
    public async IAsyncEnumerable<RolloutStatus> WatchAsync(string service, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        DeployKeys keys = _services.Get(service).Keys;
        StoreView view = _store.Watch(keys.StatePrefix);
        StoreSnapshot snapshot = view.Current;
        while (true)
        {
            if (ToStatus(keys, snapshot.Entries.Values) is RolloutStatus status)
            {
                yield return status;
            }

            snapshot = await view.WaitForChangeAsync(snapshot.Version, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a rollout has ended.</summary>
    /// <param name="service">The service.</param>
    /// <param name="rolloutId">The rollout.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its last state.</returns>
    /// <exception cref="RolloutRefusedException">It was refused when it was about to begin, is not known, or is no longer kept.</exception>
    public async ValueTask<RolloutState> WaitAsync(string service, string rolloutId, CancellationToken cancellationToken = default)
    {
        DeployKeys keys = _services.Get(service).Keys;
        StoreView view = _store.Watch(keys.StatePrefix);
        while (true)
        {
            StoreSnapshot snapshot = view.Current;

            // In this order: what has left one place is in the next one by then.
            Entry? waiting = await _store.FindAsync(keys.Command(rolloutId), cancellationToken).ConfigureAwait(false);
            RolloutStatus? current = await GetAsync(service, cancellationToken).ConfigureAwait(false);
            string? kept = await LocateAsync(keys, rolloutId, cancellationToken).ConfigureAwait(false);
            if (await _store.FindAsync(keys.Ended(kept ?? rolloutId), cancellationToken).ConfigureAwait(false) is Entry ended)
            {
                return ended.Read(DeployJson.Default.RolloutState);
            }

            if (waiting is null && kept is null && current?.State.Rollout.Id != rolloutId)
            {
                throw new RolloutRefusedException("The rollout is not known, or no longer kept.");
            }

            using CancellationTokenSource pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            pause.CancelAfter(TimeSpan.FromSeconds(1));
            try
            {
                await view.WaitForChangeAsync(snapshot.Version, pause.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // a second look does no harm
            }
        }
    }

    /// <summary>Reads the audit trail of a rollout.</summary>
    /// <param name="service">The service.</param>
    /// <param name="rolloutId">The rollout.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its events in order; empty when it is not known, or no longer kept.</returns>
    public async ValueTask<IReadOnlyList<RolloutEvent>> GetEventsAsync(string service, string rolloutId, CancellationToken cancellationToken = default)
    {
        DeployKeys keys = _services.Get(service).Keys;
        Listing listing = await _store.ListAsync(keys.Events(rolloutId), cancellationToken).ConfigureAwait(false);
        if (listing.Entries.Count == 0 && await LocateAsync(keys, rolloutId, cancellationToken).ConfigureAwait(false) is string kept && kept != rolloutId)
        {
            listing = await _store.ListAsync(keys.Events(kept), cancellationToken).ConfigureAwait(false);
        }

        return [.. listing.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).SelectMany(e => e.Read(DeployJson.Default.RolloutEventArray))];
    }

    /// <summary>Explains a rollout from what is stored about it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="rolloutId">The rollout.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The explanation; null when the rollout is not known, or no longer kept.</returns>
    public async ValueTask<Explanation?> WhyAsync(string service, string rolloutId, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RolloutEvent> events = await GetEventsAsync(service, rolloutId, cancellationToken).ConfigureAwait(false);
        return events.Count == 0 ? null : Explanation.Of(RolloutReducer.Fold(events), events);
    }

    /// <summary>Gets a rollout.</summary>
    /// <param name="service">The service.</param>
    /// <param name="rolloutId">The rollout.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How it stands, or how it ended; null when it has not begun, is not known, or is no longer kept.</returns>
    /// <exception cref="RolloutRefusedException">It was refused when it was about to begin.</exception>
    public async ValueTask<RolloutStatus?> FindAsync(string service, string rolloutId, CancellationToken cancellationToken = default)
    {
        if (!IsId(rolloutId))
        {
            return null;
        }

        DeployKeys keys = _services.Get(service).Keys;
        string kept = await LocateAsync(keys, rolloutId, cancellationToken).ConfigureAwait(false) ?? rolloutId;
        RolloutStatus? current = await GetAsync(service, cancellationToken).ConfigureAwait(false);
        if (current?.State.Rollout.Id == kept)
        {
            return current;
        }

        Entry? ended = await _store.FindAsync(keys.Ended(kept), cancellationToken).ConfigureAwait(false);
        return ended is null ? null : new RolloutStatus(ended.Read(DeployJson.Default.RolloutState), null);
    }

    /// <summary>Reads the rollouts that are kept, see <see cref="DeployOptions.HistoryLimit"/>.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The last state of each, the newest first; the one under way included.</returns>
    public async ValueTask<IReadOnlyList<RolloutState>> GetHistoryAsync(string service, CancellationToken cancellationToken = default)
    {
        DeployKeys keys = _services.Get(service).Keys;
        Listing kept = await _store.ListAsync(keys.Rollouts, cancellationToken).ConfigureAwait(false);
        RolloutStatus? current = await GetAsync(service, cancellationToken).ConfigureAwait(false);
        List<RolloutState> states = [.. kept.Entries.Where(keys.IsEnded).Select(e => e.Read(DeployJson.Default.RolloutState)).Where(s => s.Rollout.Id != current?.State.Rollout.Id)];
        if (current is not null)
        {
            states.Add(current.State);
        }

        return [.. states.OrderByDescending(s => s.Rollout.Id, StringComparer.Ordinal)];
    }

    /// <summary>Follows the audit trail of a rollout.</summary>
    /// <param name="service">The service.</param>
    /// <param name="rolloutId">The rollout.</param>
    /// <param name="afterSequence">Only later events are returned; 0 for all.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The events in order, each once; ends when the rollout has ended or is not known.</returns>
    public async IAsyncEnumerable<RolloutEvent> WatchEventsAsync(string service, string rolloutId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StoreView view = _store.Watch(_services.Get(service).Keys.StatePrefix);
        while (IsId(rolloutId))
        {
            long seen = view.Current.Version;
            RolloutStatus? status = await FindAsync(service, rolloutId, cancellationToken).ConfigureAwait(false); // before the events: what comes later is told by the next look
            foreach (RolloutEvent next in await GetEventsAsync(service, rolloutId, cancellationToken).ConfigureAwait(false))
            {
                if (next.Sequence > afterSequence)
                {
                    afterSequence = next.Sequence;
                    yield return next;
                }
            }

            if (status is null or { State.IsTerminal: true })
            {
                yield break;
            }

            await view.WaitForChangeAsync(seen, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says what a release would do and cost. Changes nothing.</summary>
    /// <param name="service">The service.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The forecast, from what is known now.</returns>
    /// <exception cref="ArgumentException">The service is unknown, or the version is no name.</exception>
    public async ValueTask<RolloutForecast> ForecastAsync(string service, string version, CancellationToken cancellationToken = default)
    {
        DeployedService deployed = _services.Get(service);
        RequireVersion(version);
        Entry? stable = await _store.FindAsync(deployed.Keys.Stable, cancellationToken).ConfigureAwait(false);
        return await Forecaster.MakeAsync(deployed, stable?.Read(DeployJson.Default.StableRecord), version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says under which id a rollout that was asked for is kept: another one when the same version was being released already; null when no answer is known.</summary>
    /// <exception cref="RolloutRefusedException">It was refused.</exception>
    private async ValueTask<string?> LocateAsync(DeployKeys keys, string rolloutId, CancellationToken cancellationToken)
    {
        Entry? entry = await _store.FindAsync(keys.Answer(rolloutId), cancellationToken).ConfigureAwait(false);
        CommandAnswer? answer = entry?.Read(DeployJson.Default.CommandAnswer);
        return answer?.Error is string error ? throw new RolloutRefusedException(error) : answer?.RolloutId;
    }

    private static RolloutStatus? ToStatus(DeployKeys keys, IEnumerable<Entry> entries)
    {
        RolloutState? state = null;
        RolloutProgress? progress = null;
        try
        {
            foreach (Entry entry in entries)
            {
                state = entry.Key == keys.State ? entry.Read(DeployJson.Default.RolloutState) : state;
                progress = entry.Key == keys.Progress ? entry.Read(DeployJson.Default.RolloutProgress) : progress;
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return state is null ? null : new RolloutStatus(state, progress?.RolloutId == state.Rollout.Id ? progress.Report : null);
    }
}
