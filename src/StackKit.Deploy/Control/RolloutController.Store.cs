using System.Text.Json;
using StackKit.Coordination;
using StackKit.Deploy.Analysis;
using StackKit.Deploy.Evidence;
using StackKit.Deploy.Store;

namespace StackKit.Deploy.Control;

/// <content>Loading and committing.</content>
internal sealed partial class RolloutController
{
    private const int AnswersKept = 100;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private async Task LoadUntilDoneAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await LoadAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (exception is StoreUnavailableException or StoreRegressedException)
            {
                LogStoreGone(logger, service.Name, exception);
                await Task.Delay(s_storePause, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Listing listing = await store.ListAsync(service.Keys.StatePrefix, cancellationToken).ConfigureAwait(false);
        Entry? routing = await store.FindAsync(service.Keys.Routing, cancellationToken).ConfigureAwait(false);
        Entry? state = listing.Entries.FirstOrDefault(e => e.Key == service.Keys.State);
        Entry? progress = listing.Entries.FirstOrDefault(e => e.Key == service.Keys.Progress);
        Entry? stable = listing.Entries.FirstOrDefault(e => e.Key == service.Keys.Stable);
        Entry? term = listing.Entries.FirstOrDefault(e => e.Key == service.Keys.Term);
        RolloutState? before = _state;
        _state = state?.Read(DeployJson.Default.RolloutState);
        _stateRevision = state?.Revision ?? 0;
        _stable = stable?.Read(DeployJson.Default.StableRecord);
        _routing = routing?.Read(DeployJson.Default.RoutingSnapshot);
        _termBase = term?.Read(DeployJson.Default.RoutingTerm).Base ?? 0;
        if (before?.Rollout.Id != _state?.Rollout.Id || _progress is null)
        {
            _judge = null;
        }

        // Elapsed times belong to the state they were stored with: a commit whose answer was lost may have begun another step.
        if (before?.Rollout.Id != _state?.Rollout.Id || before?.Sequence != _state?.Sequence || _progress is null)
        {
            _progress = _state is null ? null : ReadProgress(progress, _state.Rollout.Id);
        }

        // The view may still show commands that were answered in a commit whose answer was lost, or by a former leader.
        Listing answers = await store.ListAsync(service.Keys.Answers, cancellationToken).ConfigureAwait(false);
        _taken.UnionWith(answers.Entries.Select(e => e.Key[service.Keys.Answers.Length..]));

        await ProveLeadAsync(cancellationToken).ConfigureAwait(false);
        _lastTick = timeProvider.GetTimestamp();
        if (_state is not null)
        {
            if (_progress?.Earlier is string earlier && await store.FindAsync(service.Keys.Ended(earlier), cancellationToken).ConfigureAwait(false) is Entry ended)
            {
                await publisher.CatchUpAsync(service, ended.Read(DeployJson.Default.RolloutState), _progress.EarlierPublished, cancellationToken).ConfigureAwait(false);
            }

            await publisher.CatchUpAsync(service, _state, _progress?.Published ?? 0, cancellationToken).ConfigureAwait(false);
        }
    }

    // What was loaded may have been written by a successor, and its operations are for that one to carry out.
    private async Task ProveLeadAsync(CancellationToken cancellationToken)
    {
        CommitResult held = await store.CommitAsync(_leadership.Guard(Transaction.Create()), cancellationToken).ConfigureAwait(false);
        switch (held.Outcome)
        {
            case CommitOutcome.Conflict:
                throw new LeaseLostException($"Another process leads the releases of '{service.Name}'.");
            case CommitOutcome.Unknown:
                throw new StoreUnavailableException("The store did not say who leads.");
            default:
                break;
        }
    }

    // Times and evidence are worth less than the release: without them they begin anew.
    private RolloutProgress ReadProgress(Entry? entry, string rolloutId)
    {
        try
        {
            if (entry?.Read(DeployJson.Default.RolloutProgress) is RolloutProgress progress && progress.RolloutId == rolloutId)
            {
                return progress;
            }
        }
        catch (JsonException exception)
        {
            LogProgressUnreadable(logger, service.Name, exception);
        }

        return new RolloutProgress { RolloutId = rolloutId };
    }

    private async Task CommitAsync(Decision decision, CancellationToken cancellationToken)
    {
        RolloutState next = decision.State;
        RolloutProgress progress = _progress!.Told(publisher) with { Timers = _progress.Timers.After(decision.Events), Analysis = _judge?.Save() ?? _progress.Analysis, Threshold = _judge?.SaveThreshold(next) };
        Transaction transaction = Guarded();
        RoutingSnapshot? routing = decision.Events.Any(e => e is RolloutEvent.RoutingChanged) ? RoutingWriter.Write(next, Epoch, service.Name, _routing, decision.Observation.Routers) : null;
        if (decision.Events.Count > 0)
        {
            transaction = transaction
                .PutJson(service.Keys.State, next, DeployJson.Default.RolloutState)
                .PutJson(service.Keys.Progress, progress, DeployJson.Default.RolloutProgress)
                .PutJson(service.Keys.Event(next.Rollout.Id, decision.Events[0].Sequence), [.. decision.Events], DeployJson.Default.RolloutEventArray);
            if (routing is not null)
            {
                transaction = transaction.PutJson(service.Keys.Routing, routing, DeployJson.Default.RoutingSnapshot);
            }

            if (_state is { IsTerminal: true } && !next.IsTerminal)
            {
                transaction = transaction.Delete(service.Keys.Ended(next.Rollout.Id)); // undoing is tried again
            }

            if (next.IsTerminal)
            {
                transaction = transaction.PutJson(service.Keys.Ended(next.Rollout.Id), next, DeployJson.Default.RolloutState);
                if (StableOf(next) is StableRecord stable)
                {
                    transaction = transaction.PutJson(service.Keys.Stable, stable, DeployJson.Default.StableRecord);
                }
            }
        }

        if (!await StoreAsync(transaction, decision.Answers, next.Sequence, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        _progress = progress;
        _state = next;
        _routing = routing ?? _routing;
        _stable = next.IsTerminal ? StableOf(next) ?? _stable : _stable;
        LogDecided(decision);
        publisher.Publish(service, next, decision.Events);
        if (next.IsTerminal)
        {
            await PruneAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Commits what was decided, with the answers to the commands it took.</summary>
    /// <returns>False when somebody else was faster, or it is not known: then everything was loaded anew.</returns>
    private async Task<bool> StoreAsync(Transaction transaction, IReadOnlyList<CommandAnswer> answers, long sequence, CancellationToken cancellationToken)
    {
        foreach (CommandAnswer answer in answers)
        {
            transaction = transaction.Delete(service.Keys.Command(answer.CommandId)).PutJson(service.Keys.Answer(answer.CommandId), answer, DeployJson.Default.CommandAnswer);
        }

        CommitResult result = await store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (!result.IsCommitted)
        {
            LogNotCommitted(logger, service.Name, result.Outcome, sequence);
            await LoadUntilDoneAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }

        _stateRevision = transaction.Operations.Any(o => o.Key == service.Keys.State) ? result.Revision : _stateRevision;
        foreach (CommandAnswer answer in answers)
        {
            _taken.Add(answer.CommandId); // the view may still show it for a moment
        }

        return true;
    }

    /// <summary>Stores what changes all the time, about twice a second. After the end that is only how far the sinks are: what is not stored is told again after each restart.</summary>
    private async Task SaveProgressAsync(AnalysisReport? report, CancellationToken cancellationToken)
    {
        if (_state is null || _progress is null || timeProvider.GetElapsedTime(_lastSave) < s_saveInterval)
        {
            return;
        }

        _lastSave = timeProvider.GetTimestamp();
        await publisher.CatchUpAsync(service, _state, _progress.Published, cancellationToken).ConfigureAwait(false);
        RolloutProgress next = _progress.Told(publisher);
        if (!_state.IsTerminal)
        {
            next = next with { Analysis = _judge?.Save() ?? _progress.Analysis, Threshold = _judge is null ? _progress.Threshold : _judge.SaveThreshold(_state), Report = report };
        }

        if (next != _progress && (await store.CommitAsync(Guarded().PutJson(service.Keys.Progress, next, DeployJson.Default.RolloutProgress), cancellationToken).ConfigureAwait(false)).IsCommitted)
        {
            _progress = next;
        }
    }

    // Every write carries the proof that this process still leads and that nobody has written since it looked.
    private Transaction Guarded()
    {
        Transaction transaction = _leadership.Guard(Transaction.Create());
        return _stateRevision == 0 ? transaction.ExpectAbsent(service.Keys.State) : transaction.ExpectRevision(service.Keys.State, _stateRevision);
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        Listing rollouts = await store.ListAsync(service.Keys.Rollouts, cancellationToken).ConfigureAwait(false);
        string[] ids = [.. rollouts.Entries.Select(e => e.Key[service.Keys.Rollouts.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        HashSet<string> old = [.. ids.Take(Math.Max(0, ids.Length - options.HistoryLimit))];
        Listing answers = await store.ListAsync(service.Keys.Answers, cancellationToken).ConfigureAwait(false);
        string[] doomed =
        [
            .. rollouts.Entries.Select(e => e.Key).Where(k => old.Contains(k[service.Keys.Rollouts.Length..].Split('/')[0])),
            .. answers.Entries.Select(e => e.Key).Order(StringComparer.Ordinal).Take(Math.Max(0, answers.Entries.Count - AnswersKept)),
        ];
        foreach (string[] chunk in doomed.Chunk(Transaction.MaximumItems - 2))
        {
            Transaction transaction = Guarded();
            foreach (string key in chunk)
            {
                transaction = transaction.Delete(key);
            }

            await store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        }
    }

    private static StableRecord? StableOf(RolloutState state)
    {
        string? version = state.Phase == RolloutPhase.Succeeded ? state.Rollout.Candidate : state.Rollout.Stable;
        return version is null ? null : new StableRecord(version, [.. state.Instances.Where(i => i.Target.Version == version && i.Stage == InstanceStage.InPool).Select(i => i.Target)])
        {
            Artifact = version == state.Rollout.Candidate ? state.Rollout.CandidateArtifact : state.Rollout.StableArtifact,
        };
    }
}
