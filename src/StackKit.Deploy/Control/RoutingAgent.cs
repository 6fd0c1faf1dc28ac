using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using StackKit.Coordination;
using StackKit.Deploy.Evidence;
using StackKit.Deploy.Store;
using StackKit.Routing;

namespace StackKit.Deploy.Control;

/// <summary>Runs in every process that routes a service: applies the stored routing to its own router, says so, and publishes the router's counters.</summary>
/// <remarks>While the store is gone the router keeps the last routing it was given, and a harm budget keeps its limit.</remarks>
internal sealed partial class RoutingAgent(DeployedService service, CoordinationSupervisor store, DeployOptions options, TimeProvider timeProvider, ILogger<RoutingAgent> logger)
{
    private static readonly TimeSpan s_applyTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, RolloutCommand> _unsentAborts = new(StringComparer.Ordinal);
    private RoutingSnapshot? _applied;
    private ILease? _lease;
    private byte[]? _published;

    /// <summary>Gets a value indicating whether routing is known that this process and its data planes have not applied yet, after a start.</summary>
    public bool IsStarting => Volatile.Read(ref _applied) is null && store.Watch(StoreJson.PrefixOf(service.Keys.Routing)).Current.Entries.ContainsKey(service.Keys.Routing);

    /// <summary>Stops sending anything to the candidate, at once and without the store, and tells the leader as soon as the store answers.</summary>
    /// <returns>False when this router sends nothing to a candidate.</returns>
    public bool Halt(RolloutCommand abort)
    {
        if (_applied is not { Candidate: string candidate, Stable: not null })
        {
            return false;
        }

        _unsentAborts[abort.Id] = abort;
        service.Router.Halt(candidate);
        LogHalted(logger, service.Name, candidate, abort.Actor);
        return true;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        StoreView view = store.Watch(StoreJson.PrefixOf(service.Keys.Routing));
        store.Watch(service.Keys.StatePrefix); // what is known in every process survives a store that forgets, see StoreAdoption
        store.Watch(service.Keys.Rollouts);
        try
        {
            while (true)
            {
                StoreSnapshot snapshot = view.Current;
                await ApplyAsync(snapshot, cancellationToken).ConfigureAwait(false);
                await PublishAsync(cancellationToken).ConfigureAwait(false);
                await SendAbortsAsync(cancellationToken).ConfigureAwait(false);
                await WaitAsync(view, snapshot.Version, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (_lease is not null)
            {
                await _lease.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task WaitAsync(StoreView view, long version, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task changed = view.WaitForChangeAsync(version, either.Token).AsTask();
        Task pause = Task.Delay(options.ReportInterval, timeProvider, either.Token);
        await Task.WhenAny(changed, pause).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(changed, pause).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task ApplyAsync(StoreSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (Newest(snapshot) is not RoutingSnapshot wanted)
        {
            return;
        }

        try
        {
            Split split = wanted.ToSplit(service.Router.InstanceId);
            IReadOnlyList<Pool>? pools = wanted.ToPools();
            bool taken = pools is null ? service.Router.SetSplit(split) : service.Router.Apply(split, pools);
            if (!taken && (service.Router.Split?.Epoch, service.Router.Split?.Generation) != (wanted.Epoch, wanted.Generation))
            {
                LogStale(logger, service.Name, wanted.Epoch, wanted.Generation);
                return;
            }

            if (!_unsentAborts.IsEmpty && wanted.Candidate is string candidate)
            {
                service.Router.Halt(candidate); // whoever wrote this did not know of the abort yet
            }

            using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(s_applyTimeout);
            RoutingIntent intent = new(service.Router.Name, split, service.Router.Pools);
            foreach (ITrafficShifter shifter in service.Shifters)
            {
                await shifter.ApplyAsync(intent, timeout.Token).ConfigureAwait(false);
            }

            _applied = wanted;
            LogApplied(logger, service.Name, wanted.Generation, wanted.CandidateWeight);
        }
#pragma warning disable CA1031 // a data plane that fails is not acknowledged and is tried again with the next look
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotApplied(logger, service.Name, wanted.Generation, exception);
        }
    }

    // Only a newer one: a store that forgot must not take the routers back to an older state.
    private RoutingSnapshot? Newest(StoreSnapshot snapshot)
    {
        if (snapshot.Health == StoreHealth.Regressed || !snapshot.Entries.TryGetValue(service.Keys.Routing, out Entry? entry))
        {
            return null;
        }

        RoutingSnapshot wanted;
        try
        {
            wanted = entry.Read(DeployJson.Default.RoutingSnapshot);
        }
        catch (JsonException exception)
        {
            LogUnreadable(logger, service.Name, exception);
            return null;
        }

        return _applied is null || (wanted.Epoch, wanted.Generation).CompareTo((_applied.Epoch, _applied.Generation)) > 0 ? wanted : null;
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        RouterReport report = ReportBuilder.Build(service.Router, _applied);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(report, DeployJson.Default.RouterReport);
        if (json.AsSpan().SequenceEqual(_published) && _lease is { Lost.IsCompleted: false })
        {
            return;
        }

        try
        {
            if (_lease is null or { Lost.IsCompleted: true })
            {
                _lease = await store.AcquireLeaseAsync(options.LeaseTime, cancellationToken).ConfigureAwait(false);
            }

            CommitResult result = await store.CommitAsync(Transaction.Create().Put(service.Keys.Router(service.Router.InstanceId), json, _lease), cancellationToken).ConfigureAwait(false);
            _published = result.IsCommitted ? json : null;
        }
        catch (Exception exception) when (exception is StoreUnavailableException or StoreRegressedException or LeaseLostException)
        {
            _published = null;
            LogNotPublished(logger, service.Name, exception);
        }
    }

    private async Task SendAbortsAsync(CancellationToken cancellationToken)
    {
        foreach (RolloutCommand abort in _unsentAborts.Values)
        {
            try
            {
                CommitResult result = await store.CommitAsync(Transaction.Create().PutJson(service.Keys.Command(abort.Id), abort, DeployJson.Default.RolloutCommand), cancellationToken).ConfigureAwait(false);
                if (result.IsCommitted)
                {
                    _unsentAborts.TryRemove(abort.Id, out _);
                }
            }
            catch (Exception exception) when (exception is StoreUnavailableException or StoreRegressedException)
            {
                LogNotPublished(logger, service.Name, exception);
                return;
            }
        }
    }
}
