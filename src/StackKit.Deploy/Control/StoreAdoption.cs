using System.Collections.Immutable;
using StackKit.Coordination;
using StackKit.Deploy.Evidence;
using StackKit.Deploy.Store;

namespace StackKit.Deploy.Control;

/// <summary>Writes what this process last knew into a store that has gone back in time, where the store does not know better.</summary>
internal sealed class StoreAdoption(ServiceCatalog services, CoordinationSupervisor store, TimeProvider timeProvider)
{
    private const int Attempts = 10;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Adopts the store for every service, then tells the other processes.</summary>
    /// <exception cref="RolloutRefusedException">The store has not gone back in time as far as this process knows.</exception>
    public async ValueTask<AdoptReceipt> RunAsync(string actor, string reason, CancellationToken cancellationToken)
    {
        // Remembered before it is accepted: from then on the views show what the store says.
        Dictionary<DeployedService, Memory> remembered = services.All.ToDictionary(s => s, s => Memory.Of(s, store));
        if (!store.AcceptRegression())
        {
            throw new RolloutRefusedException("Adopt was refused: the store has not gone back in time as far as this process knows. Ask a process that was there before.");
        }

        ImmutableArray<string>.Builder restored = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<string>.Builder kept = ImmutableArray.CreateBuilder<string>();
        foreach ((DeployedService service, Memory memory) in remembered.OrderBy(p => p.Key.Name, StringComparer.Ordinal))
        {
            (await RestoreAsync(service, memory, actor, reason, cancellationToken).ConfigureAwait(false) ? restored : kept).Add(service.Name);
        }

        CommitResult announced = await store.AnnounceAcceptanceAsync(actor, cancellationToken).ConfigureAwait(false);
        return announced.IsCommitted
            ? new AdoptReceipt(restored.ToImmutable(), kept.ToImmutable())
            : throw new StoreUnavailableException("The store was adopted by this process, but did not say whether the others were told; ask one of them to adopt.");
    }

    private async Task<bool> RestoreAsync(DeployedService service, Memory memory, string actor, string reason, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            Listing present = await store.ListAsync(service.Keys.StatePrefix, cancellationToken).ConfigureAwait(false);
            bool newer = memory.IsNewerThan(present.Entries);
            if (newer)
            {
                await RestoreHistoryAsync(service, memory, cancellationToken).ConfigureAwait(false);
            }

            Entry? routing = await store.FindAsync(service.Keys.Routing, cancellationToken).ConfigureAwait(false);
            Transaction transaction = newer ? memory.Restore(present.Entries, actor, reason, timeProvider.GetUtcNow()) : memory.RaiseEpoch(present.Entries, routing);
            if (transaction.Operations.IsEmpty || (await store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false)).IsCommitted)
            {
                return newer;
            }

            // Somebody wrote meanwhile, or it is not known: look again, a second time does no harm.
            if (attempt == Attempts)
            {
                throw new StoreUnavailableException($"The state of '{service.Name}' could not be written again; nobody else was told of the store, so ask another process that was there before to adopt.");
            }

            await Task.Delay(s_pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RestoreHistoryAsync(DeployedService service, Memory memory, CancellationToken cancellationToken)
    {
        Listing present = await store.ListAsync(service.Keys.Rollouts, cancellationToken).ConfigureAwait(false);
        HashSet<string> there = [.. present.Entries.Select(e => e.Key)];
        foreach (Entry[] chunk in memory.History.Where(e => !there.Contains(e.Key)).Chunk(Transaction.MaximumItems / 2))
        {
            Transaction transaction = chunk.Aggregate(Transaction.Create(), static (t, e) => t.ExpectAbsent(e.Key).Put(e.Key, e.Value));
            await store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false); // what is missing then is a gap in the history, which the event of the adoption says
        }
    }

    /// <summary>What a process last knew of a service.</summary>
    private sealed class Memory
    {
        private readonly DeployKeys _keys;
        private readonly ImmutableSortedDictionary<string, Entry> _state;
        private readonly RolloutState? _rollout;
        private readonly RoutingSnapshot? _routing;

        private Memory(DeployKeys keys, ImmutableSortedDictionary<string, Entry> state, ImmutableArray<Entry> history, RoutingSnapshot? routing)
        {
            _keys = keys;
            _state = state;
            _routing = routing;
            _rollout = state.GetValueOrDefault(keys.State)?.Read(DeployJson.Default.RolloutState);
            History = history;
        }

        public ImmutableArray<Entry> History { get; }

        public static Memory Of(DeployedService service, CoordinationSupervisor store)
        {
            DeployKeys keys = service.Keys;
            return new Memory(
                keys,
                store.Watch(keys.StatePrefix).Current.Entries,
                [.. store.Watch(keys.Rollouts).Current.Entries.Values],
                store.Watch(StoreJson.PrefixOf(keys.Routing)).Current.Entries.GetValueOrDefault(keys.Routing)?.Read(DeployJson.Default.RoutingSnapshot));
        }

        public bool IsNewerThan(IReadOnlyCollection<Entry> present)
        {
            if (_state.IsEmpty || _routing is null)
            {
                return false;
            }

            RolloutState? there = present.FirstOrDefault(e => e.Key == _keys.State)?.Read(DeployJson.Default.RolloutState);
            if (there is null || _rollout is null)
            {
                return there is null;
            }

            int order = string.CompareOrdinal(_rollout.Rollout.Id, there.Rollout.Id);
            return order > 0 || (order == 0 && _rollout.Sequence >= there.Sequence);
        }

        public Transaction Restore(IReadOnlyCollection<Entry> present, string actor, string reason, DateTimeOffset now)
        {
            Transaction transaction = Transaction.Create();
            foreach (Entry entry in _state.Values.Where(e => e.Key != _keys.State && e.Key != _keys.Term))
            {
                transaction = transaction.Put(entry.Key, entry.Value);
            }

            transaction = WithRouting(ExpectState(transaction, present), _routing!);
            return _rollout is null ? transaction : WithRollout(transaction, _rollout, actor, reason, now);
        }

        /// <summary>Makes the routers take what the store says although they have seen higher epochs; empty when they do anyway.</summary>
        public Transaction RaiseEpoch(IReadOnlyCollection<Entry> present, Entry? routing)
        {
            RoutingSnapshot? there = routing?.Read(DeployJson.Default.RoutingSnapshot);
            return _routing is null || there is null || there.Epoch > _routing.Epoch
                ? Transaction.Create()
                : WithRouting(ExpectState(Transaction.Create(), present).ExpectRevision(_keys.Routing, routing!.Revision), there);
        }

        // Epochs go on rising although the store counts its revisions anew, and the routing is written by a new one: a router may
        // have been told of a generation that this process never saw.
        private Transaction WithRouting(Transaction transaction, RoutingSnapshot routing)
        {
            long epoch = _routing!.Epoch + 1;
            return transaction
                .PutJson(_keys.Term, new RoutingTerm(epoch), DeployJson.Default.RoutingTerm)
                .PutJson(_keys.Routing, routing with { Epoch = epoch }, DeployJson.Default.RoutingSnapshot);
        }

        private Transaction ExpectState(Transaction transaction, IReadOnlyCollection<Entry> present) =>
            present.FirstOrDefault(e => e.Key == _keys.State) is Entry there ? transaction.ExpectRevision(_keys.State, there.Revision) : transaction.ExpectAbsent(_keys.State);

        private Transaction WithRollout(Transaction transaction, RolloutState rollout, string actor, string reason, DateTimeOffset now)
        {
            RolloutEvent.Adopted adopted = new() { Sequence = rollout.Sequence + 1, Time = now, Actor = actor, Reason = reason, State = rollout };
            RolloutState next = RolloutReducer.Apply(rollout, adopted);
            transaction = transaction
                .PutJson(_keys.State, next, DeployJson.Default.RolloutState)
                .PutJson(_keys.Event(rollout.Rollout.Id, adopted.Sequence), [adopted], DeployJson.Default.RolloutEventArray);
            return rollout.IsTerminal ? transaction.PutJson(_keys.Ended(rollout.Rollout.Id), next, DeployJson.Default.RolloutState) : transaction;
        }
    }
}
