using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using StackKit.Coordination;
using StackKit.Deploy.Evidence;
using StackKit.Deploy.Store;

namespace StackKit.Deploy.Control;

/// <summary>The control loop of one service, run by the process that leads: load, compare with reality, decide, commit, act, and again.</summary>
/// <remarks>Keeps nothing that a successor would miss: what is in memory only is either measured anew or lost without harm.</remarks>
internal sealed partial class RolloutController(
    DeployedService service, CoordinationSupervisor store, DeployOptions options, EventPublisher publisher, DeployTelemetry telemetry, TimeProvider timeProvider, ILogger<RolloutController> logger)
    : IDisposable
{
    // Each is deleted and answered in the transaction that carries the decision, which has room for 64 items.
    private const int CommandsAtOnce = 20;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_saveInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_storePause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _wake = new(0, 1);
    private Leadership _leadership = null!;
    private OperationRunner _runner = null!;
    private EvidenceJudge? _judge;
    private RolloutState? _state;
    private RolloutProgress? _progress;
    private StableRecord? _stable;
    private long _stateRevision;
    private RoutingSnapshot? _routing;
    private long _termBase;
    private long _lastTick;
    private long _lastSave;

    public async Task RunAsync(Leadership leadership, CancellationToken cancellationToken)
    {
        _leadership = leadership;
        _runner = new OperationRunner(service, timeProvider, Wake, logger);
        InventoryWatch inventory = new(service, options, timeProvider, Wake, logger);
        StoreView commands = store.Watch(service.Keys.Commands);
        StoreView routers = store.Watch(service.Keys.Routers);
        StoreView states = store.Watch(service.Keys.StatePrefix);
        try
        {
            await LoadUntilDoneAsync(cancellationToken).ConfigureAwait(false);
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                StoreSnapshot seenCommands = commands.Current;
                StoreSnapshot seenRouters = routers.Current;
                bool moved;
                try
                {
                    if (states.Current.Entries.TryGetValue(service.Keys.State, out Entry? written) && written.Revision > _stateRevision)
                    {
                        await LoadAsync(cancellationToken).ConfigureAwait(false); // a person had it written: the store was adopted
                    }

                    moved = await TickAsync(seenCommands, seenRouters, inventory, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is StoreUnavailableException or StoreRegressedException)
                {
                    // Nothing new is decided without the store. Routers keep what they have, and time spent so counts for nothing.
                    LogStoreGone(logger, service.Name, exception);
                    await Task.Delay(s_storePause, timeProvider, cancellationToken).ConfigureAwait(false);
                    await LoadUntilDoneAsync(cancellationToken).ConfigureAwait(false);
                    continue;
                }

                if (!moved)
                {
                    await WaitAsync(commands, seenCommands, routers, seenRouters, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (LeaseLostException exception)
        {
            LogSucceeded(logger, service.Name, exception); // by ending it resigns, and campaigns again
        }
        finally
        {
            await inventory.DisposeAsync().ConfigureAwait(false);
            await _runner.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _wake.Dispose();

    // Routers refuse what is older than they have seen, also after the store has begun to count anew.
    private long Epoch => _termBase + _leadership.FencingToken;

    private async Task<bool> TickAsync(StoreSnapshot seenCommands, StoreSnapshot seenRouters, InventoryWatch inventory, CancellationToken cancellationToken)
    {
        Tick();
        _taken.RemoveWhere(id => !seenCommands.Entries.ContainsKey(service.Keys.Command(id)));
        ImmutableArray<RolloutCommand> commands = [.. ReadCommands(seenCommands).Where(c => !_taken.Contains(c.Id))
            .OrderBy(c => UrgencyOf(c.Kind)).ThenBy(c => c.Id, StringComparer.Ordinal).Take(CommandsAtOnce)];
        if (_state is null or { IsTerminal: true })
        {
            if (await BootstrapAsync(inventory, cancellationToken).ConfigureAwait(false) || await BeginAsync(commands, inventory, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            await SaveProgressAsync(null, cancellationToken).ConfigureAwait(false);
            if (_state is not { Phase: RolloutPhase.RollbackFailed })
            {
                return await RefuseAsync(commands, cancellationToken).ConfigureAwait(false);
            }
        }

        RolloutObservation observation = Observe(commands, [.. seenRouters.ReadAll(DeployJson.Default.RouterReport)], inventory);
        Decision decision = RolloutDecider.Decide(_state!, observation, timeProvider.GetUtcNow());
        if (decision.Any)
        {
            await CommitAsync(decision, cancellationToken).ConfigureAwait(false);
            _runner.Reconcile(_state!);
            return true;
        }

        _runner.Reconcile(_state!);
        await SaveProgressAsync(observation.Analysis, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private void Tick()
    {
        long now = timeProvider.GetTimestamp();
        if (_state is not null && _progress is not null)
        {
            _progress = _progress with { Timers = _progress.Timers.Add(_state, timeProvider.GetElapsedTime(_lastTick, now)) };
        }

        _lastTick = now;
    }

    // What ends a release is never behind others, and releases that wait for their turn never keep anything waiting.
    private static int UrgencyOf(RolloutCommandKind kind) => kind switch
    {
        RolloutCommandKind.Abort or RolloutCommandKind.Rollback => 0,
        RolloutCommandKind.Start => 2,
        _ => 1,
    };

    // A command is answered under its key, so one that calls itself something else cannot be.
    private IEnumerable<RolloutCommand> ReadCommands(StoreSnapshot seen) => seen.ReadAll(DeployJson.Default.RolloutCommand)
        .Where(c => c.Id != _state?.Rollout.Id && seen.Entries.ContainsKey(service.Keys.Command(c.Id))
            && (c.Kind != RolloutCommandKind.Start || _state is null or { IsTerminal: true } || PlanNames.IsValid(c.Version)));

    private RolloutObservation Observe(ImmutableArray<RolloutCommand> commands, ImmutableArray<Evidence.RouterReport> routers, InventoryWatch inventory)
    {
        RolloutState state = _state!;
        _judge ??= EvidenceJudge.For(service, state, _progress, timeProvider, Wake, logger);
        inventory.Watch(state.Rollout.Candidate, !state.IsTerminal && service.Target is not null);
        return new RolloutObservation
        {
            Commands = commands,
            Routers = routers,
            Outcomes = _runner.Outcomes,
            CandidateMissing = inventory.CandidateMissing,
            Timers = _progress!.Timers,
            Analysis = _judge.Judge(state, routers, _progress.Timers),
            Gate = _judge.AskGate(state),
            DependencyError = _judge.DependencyError,
            Capabilities = service.Capabilities,
            Shapes = service.Shapes,
            Hooks = [.. service.Hooks.Keys],
        };
    }

    private async Task WaitAsync(StoreView commands, StoreSnapshot seenCommands, StoreView routers, StoreSnapshot seenRouters, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] waits =
        [
            commands.WaitForChangeAsync(seenCommands.Version, either.Token).AsTask(),
            routers.WaitForChangeAsync(seenRouters.Version, either.Token).AsTask(),
            _wake.WaitAsync(either.Token),
            Task.Delay(s_longestPause, timeProvider, either.Token),
        ];
        await Task.WhenAny(waits).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // it is about to look anyway
        }
    }
}
