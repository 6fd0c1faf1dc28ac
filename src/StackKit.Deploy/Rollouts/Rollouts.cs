using System.Runtime.CompilerServices;
using System.Text.Json;
using StackKit.Coordination;
using StackKit.Deploy.Control;
using StackKit.Deploy.Store;

namespace StackKit.Deploy;

/// <summary>Starts, steers and explains rollouts, from any process that shares the store. Thread-safe.</summary>
/// <remarks>
/// Everything that is asked goes through the store to the process that leads, and is answered by it. Methods throw
/// <see cref="StoreUnavailableException"/> when the store does not answer, <see cref="TimeoutException"/> when nobody leads within
/// ten seconds, and <see cref="RolloutRefusedException"/> when the rollout does not allow it.
/// </remarks>
public sealed class Rollouts
{
    private static readonly TimeSpan s_answerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_abortTimeout = TimeSpan.FromSeconds(2);

    private readonly ServiceCatalog _services;
    private readonly CoordinationSupervisor _store;
    private readonly TimeProvider _timeProvider;

    internal Rollouts(ServiceCatalog services, CoordinationSupervisor store, TimeProvider timeProvider)
    {
        _services = services;
        _store = store;
        _timeProvider = timeProvider;
    }

    /// <summary>Asks for a release. A rollout of another version that is under way gives way to it as long as its users have the old version to go back to.</summary>
    /// <remarks>When the same version is being released already, that rollout is the answer, and <see cref="WaitAsync"/> waits for it.</remarks>
    /// <param name="service">The service.</param>
    /// <param name="version">The version to release: 1 to 63 letters, digits, dots, dashes or underscores.</param>
    /// <param name="actor">Who asks; kept in the audit trail.</param>
    /// <param name="reason">Why; null says nothing.</param>
    /// <param name="cancellationToken">Ends the call; what was stored stays.</param>
    /// <returns>The id of the rollout, which begins when the one before it has ended.</returns>
    /// <exception cref="ArgumentException">The service is unknown, or the version or the actor is no name.</exception>
    public async ValueTask<string> StartAsync(string service, string version, string actor, string? reason, CancellationToken cancellationToken = default)
    {
        DeployedService deployed = _services.Get(service);
        if (!PlanNames.IsValid(version))
        {
            throw new ArgumentException(new RolloutPlanException("version", "must be 1 to 63 letters, digits, dots, dashes or underscores.").Message, nameof(version));
        }

        RolloutCommand command = NewCommand(RolloutCommandKind.Start, actor, reason) with { Version = version };
        await StoreAsync(deployed, command, cancellationToken).ConfigureAwait(false);
        return command.Id;
    }

    /// <summary>Stops moving on until it is resumed. Evidence against the candidate still undoes the rollout.</summary>
    /// <param name="service">The service.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="reason">Why; null says nothing.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <returns>A task that completes when the leader has done it.</returns>
    public ValueTask PauseAsync(string service, string actor, string? reason, CancellationToken cancellationToken = default) =>
        AskAsync(service, NewCommand(RolloutCommandKind.Pause, actor, reason), cancellationToken);

    /// <summary>Lets a paused or held rollout go on; a held step begins anew.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    public ValueTask ResumeAsync(string service, string actor, string? reason, CancellationToken cancellationToken = default) =>
        AskAsync(service, NewCommand(RolloutCommandKind.Resume, actor, reason), cancellationToken);

    /// <summary>Completes the current step, whatever it waits for.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    public ValueTask PromoteAsync(string service, string actor, string? reason, CancellationToken cancellationToken = default) =>
        AskAsync(service, NewCommand(RolloutCommandKind.PromoteNext, actor, reason), cancellationToken);

    /// <summary>Skips all remaining steps; while it bakes, skips the rest of the bake time.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    public ValueTask PromoteFullAsync(string service, string actor, string? reason, CancellationToken cancellationToken = default) =>
        AskAsync(service, NewCommand(RolloutCommandKind.PromoteFull, actor, reason), cancellationToken);

    /// <summary>Tries again to undo a rollout whose undoing failed.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    public ValueTask RetryAsync(string service, string actor, string? reason, CancellationToken cancellationToken = default) =>
        AskAsync(service, NewCommand(RolloutCommandKind.Retry, actor, reason), cancellationToken);

    /// <summary>Approves the gate that the rollout waits for.</summary>
    /// <param name="service">The service.</param>
    /// <param name="gate">The name of the gate.</param>
    /// <param name="actor">Who approves.</param>
    /// <param name="reason">Why; null says nothing.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <returns>A task that completes when the leader has done it.</returns>
    public ValueTask ApproveAsync(string service, string gate, string actor, string? reason, CancellationToken cancellationToken = default) =>
        AskAsync(service, NewCommand(RolloutCommandKind.Approve, actor, reason) with { Gate = gate }, cancellationToken);

    /// <summary>Rejects the gate that the rollout waits for, which undoes it.</summary>
    /// <inheritdoc cref="ApproveAsync"/>
    public ValueTask RejectAsync(string service, string gate, string actor, string? reason, CancellationToken cancellationToken = default) =>
        AskAsync(service, NewCommand(RolloutCommandKind.Reject, actor, reason) with { Gate = gate }, cancellationToken);

    /// <summary>Undoes the rollout under way. Wins over everything that is asked for at the same time, and does not wait for the store.</summary>
    /// <param name="service">The service.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="reason">Why; null says nothing.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; the abort stays.</param>
    /// <returns>Whether the abort is stored, or holds in this process only until it can be.</returns>
    public async ValueTask<AbortReceipt> AbortAsync(string service, string actor, string? reason, CancellationToken cancellationToken = default)
    {
        DeployedService deployed = _services.Get(service);
        RolloutCommand command = NewCommand(RolloutCommandKind.Abort, actor, reason);
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_abortTimeout);
        try
        {
            await StoreAsync(deployed, command, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or StoreRegressedException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            if (_services.Agents.TryGetValue(service, out RoutingAgent? agent) && agent.Halt(command))
            {
                return new AbortReceipt(Stored: false);
            }

            throw;
        }

        await AwaitAnswerAsync(deployed, command, cancellationToken).ConfigureAwait(false);
        return new AbortReceipt(Stored: true);
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
    /// <exception cref="RolloutRefusedException">It was refused when it was about to begin.</exception>
    public async ValueTask<RolloutState> WaitAsync(string service, string rolloutId, CancellationToken cancellationToken = default)
    {
        DeployKeys keys = _services.Get(service).Keys;
        StoreView view = _store.Watch(keys.StatePrefix);
        while (true)
        {
            StoreSnapshot snapshot = view.Current;
            if (await _store.FindAsync(keys.Ended(rolloutId), cancellationToken).ConfigureAwait(false) is Entry ended)
            {
                return ended.Read(DeployJson.Default.RolloutState);
            }

            Entry? entry = await _store.FindAsync(keys.Answer(rolloutId), cancellationToken).ConfigureAwait(false);
            CommandAnswer? answer = entry?.Read(DeployJson.Default.CommandAnswer);
            if (answer?.Error is string error)
            {
                throw new RolloutRefusedException(error);
            }

            if (answer?.RolloutId is string joined && joined != rolloutId)
            {
                rolloutId = joined; // the same version was being released already
                continue;
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
        Listing listing = await _store.ListAsync(_services.Get(service).Keys.Events(rolloutId), cancellationToken).ConfigureAwait(false);
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

    private RolloutCommand NewCommand(RolloutCommandKind kind, string actor, string? reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(actor.Length, 256, nameof(actor));
        if (actor.Any(char.IsControl))
        {
            throw new ArgumentException("must not contain control characters.", nameof(actor));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason?.Length ?? 0, 4096, nameof(reason));

        return new RolloutCommand { Id = Guid.CreateVersion7(_timeProvider.GetUtcNow()).ToString("N"), Kind = kind, Actor = actor, Reason = reason };
    }

    private async ValueTask AskAsync(string service, RolloutCommand command, CancellationToken cancellationToken)
    {
        DeployedService deployed = _services.Get(service);
        await StoreAsync(deployed, command, cancellationToken).ConfigureAwait(false);
        await AwaitAnswerAsync(deployed, command, cancellationToken).ConfigureAwait(false);
    }

    private async Task StoreAsync(DeployedService service, RolloutCommand command, CancellationToken cancellationToken)
    {
        Transaction transaction = Transaction.Create().PutJson(service.Keys.Command(command.Id), command, DeployJson.Default.RolloutCommand);
        CommitResult result = await _store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (!result.IsCommitted)
        {
            throw new StoreUnavailableException("The store did not say whether it took the command; ask how the rollout stands before asking again.");
        }
    }

    private async Task AwaitAnswerAsync(DeployedService service, RolloutCommand command, CancellationToken cancellationToken)
    {
        StoreView view = _store.Watch(service.Keys.Answers);
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_answerTimeout);
        try
        {
            StoreSnapshot snapshot = view.Current;
            while (true)
            {
                if (snapshot.Entries.TryGetValue(service.Keys.Answer(command.Id), out Entry? entry))
                {
                    string? error = entry.Read(DeployJson.Default.CommandAnswer).Error;
                    if (error is not null)
                    {
                        throw new RolloutRefusedException($"{command.Kind} was refused: {error}");
                    }

                    return;
                }

                snapshot = await view.WaitForChangeAsync(snapshot.Version, timeout.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No process leads the releases of '{service.Name}', or it did not answer within {s_answerTimeout}; {command.Kind} is stored and will be done when one does.", exception);
        }
    }
}
