using System.Collections.Immutable;
using StackKit.Coordination;
using StackKit.Deploy.Evidence;
using StackKit.Deploy.Store;

namespace StackKit.Deploy.Control;

/// <content>Beginning rollouts, and what happens between them.</content>
internal sealed partial class RolloutController
{
    private static readonly TimeSpan s_identifyTimeout = TimeSpan.FromSeconds(30);

    private bool _bootstrapped;

    /// <summary>Finds out what serves when nothing is stored: what the target runs, or what the settings say.</summary>
    private async Task<bool> BootstrapAsync(InventoryWatch inventory, CancellationToken cancellationToken)
    {
        if (_bootstrapped || _state is not null)
        {
            return false;
        }

        if (_stable is not null)
        {
            _bootstrapped = true;
            return false;
        }

        ImmutableArray<TargetInstance> instances = service.Target is null ? [] : await inventory.ListAsync(cancellationToken).ConfigureAwait(false);
        string[] versions = [.. instances.Select(i => i.Version).Distinct(StringComparer.Ordinal)];
        string? version = service.Options.StableVersion ?? (versions.Length == 1 ? versions[0] : null);
        if (version is null)
        {
            if (versions.Length > 1)
            {
                LogSeveralVersions(logger, service.Name, string.Join(", ", versions));
            }

            _bootstrapped = true;
            return false;
        }

        StableRecord stable = new(version, [.. instances.Where(i => i.Version == version)]) { Artifact = await IdentifyAsync(version, cancellationToken).ConfigureAwait(false) };
        RoutingSnapshot routing = RoutingWriter.Write(stable, Epoch, (_routing?.Generation ?? 0) + 1);
        Transaction transaction = Guarded().PutJson(service.Keys.Stable, stable, DeployJson.Default.StableRecord).PutJson(service.Keys.Routing, routing, DeployJson.Default.RoutingSnapshot);
        if (await StoreAsync(transaction, [], 0, cancellationToken).ConfigureAwait(false))
        {
            _bootstrapped = true; // not before: a service whose stable version is not known releases without a canary
            _stable = stable;
            _routing = routing;
            LogAdopted(logger, service.Name, version, stable.Instances.Length);
        }

        return true;
    }

    /// <summary>Begins the rollout that was asked for first.</summary>
    private async Task<bool> BeginAsync(ImmutableArray<RolloutCommand> commands, InventoryWatch inventory, CancellationToken cancellationToken)
    {
        RolloutCommand? start = commands.FirstOrDefault(c => c.Kind is RolloutCommandKind.Start or RolloutCommandKind.Rollback);
        if (start is null)
        {
            return false;
        }

        bool back = start.Kind == RolloutCommandKind.Rollback;
        if (back && start.Version is null)
        {
            start = start with { Version = await FindFormerVersionAsync(cancellationToken).ConfigureAwait(false) };
            if (start.Version is null)
            {
                return await StoreAsync(Guarded(), [new CommandAnswer(start.Id, null, "no earlier version is in the history; name the one to go back to.")], 0, cancellationToken).ConfigureAwait(false);
            }
        }

        if (!PlanNames.IsValid(start.Version))
        {
            string refusal = PlanNames.Refusal("version");
            return await StoreAsync(Guarded(), [new CommandAnswer(start.Id, null, refusal)], 0, cancellationToken).ConfigureAwait(false);
        }

        RolloutPlan plan;
        ImmutableArray<RolloutInstance> instances = [];
        try
        {
            plan = back ? service.BuildRollbackPlan() : service.BuildPlan(_stable?.Version ?? start.Version!, start.Version!);
            if (service.Target is not null)
            {
                ImmutableArray<TargetInstance> listed = await inventory.ListAsync(cancellationToken).ConfigureAwait(false);
                instances = [.. listed.Where(i => i.Version == _stable?.Version).OrderBy(i => i.Id, StringComparer.Ordinal).Select(i => new RolloutInstance { Target = i, Stage = InstanceStage.InPool })];
            }
        }
#pragma warning disable CA1031 // whatever a strategy or a target throws is the answer to whoever asked
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return await StoreAsync(Guarded(), [new CommandAnswer(start.Id, null, exception.Message)], 0, cancellationToken).ConfigureAwait(false);
        }

        Rollout rollout = new()
        {
            Id = start.Id,
            Service = service.Name,
            Stable = _stable?.Version,
            Candidate = start.Version!,
            StableArtifact = _stable?.Artifact,
            CandidateArtifact = start.Artifact ?? await IdentifyAsync(start.Version!, cancellationToken).ConfigureAwait(false),
            IsRollback = back,
            Plan = plan,
            Actor = start.Actor,
            Reason = start.Reason,
            CreatedAt = timeProvider.GetUtcNow(),
        };
        RolloutEvent.Created created = new()
        {
            Sequence = 1,
            Time = rollout.CreatedAt,
            Actor = start.Actor,
            Reason = start.Reason,
            CommandId = start.Id,
            Rollout = rollout,
            Instances = instances,
            Generation = _routing?.Generation ?? 0,
        };
        RolloutState state = RolloutReducer.Apply(null, created);
        RolloutProgress progress = new() { RolloutId = rollout.Id, Earlier = _state?.Rollout.Id, EarlierPublished = _state is null ? 0 : publisher.PublishedOf(_state.Rollout.Id) };
        Transaction transaction = Guarded()
            .PutJson(service.Keys.State, state, DeployJson.Default.RolloutState)
            .PutJson(service.Keys.Progress, progress, DeployJson.Default.RolloutProgress)
            .PutJson(service.Keys.Event(rollout.Id, 1), [created], DeployJson.Default.RolloutEventArray);
        CommandAnswer answer = new(start.Id, rollout.Id, null)
        {
            Text = back ? $"The instances of {rollout.Candidate} are gone, so a new rollout brings it back: {rollout.Id}." : null,
        };
        if (await StoreAsync(transaction, [answer], 1, cancellationToken).ConfigureAwait(false))
        {
            _state = state;
            _progress = progress;
            _judge = null;
            LogBegun(logger, service.Name, rollout.Candidate, rollout.Stable ?? "nothing", rollout.Id, rollout.Actor);
            publisher.Publish(service, state, [created]);
        }

        return true;
    }

    // The version that served before the one that serves now, as far as the history goes.
    private async Task<string?> FindFormerVersionAsync(CancellationToken cancellationToken)
    {
        Listing kept = await store.ListAsync(service.Keys.Rollouts, cancellationToken).ConfigureAwait(false);
        return kept.Entries.Where(service.Keys.IsEnded).Select(e => e.Read(DeployJson.Default.RolloutState))
            .Where(s => s.Phase == RolloutPhase.Succeeded && s.Rollout.Candidate == _stable?.Version)
            .OrderByDescending(s => s.Rollout.Id, StringComparer.Ordinal)
            .FirstOrDefault()?.Rollout.Stable;
    }

    // What a version is, is worth knowing but not worth a release.
    private async Task<VersionArtifact?> IdentifyAsync(string version, CancellationToken cancellationToken)
    {
        if (service.Target is null)
        {
            return null;
        }

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_identifyTimeout);
        try
        {
            VersionArtifact? artifact = await service.Target.IdentifyAsync(service.Name, version, timeout.Token).ConfigureAwait(false);
            VersionArtifact.ThrowIfInvalid(artifact, nameof(version));
            return artifact;
        }
#pragma warning disable CA1031 // whatever a target throws says only that it does not know
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotIdentified(logger, service.Name, version, exception);
            return null;
        }
    }

    private async Task<bool> RefuseAsync(ImmutableArray<RolloutCommand> commands, CancellationToken cancellationToken)
    {
        RolloutCommand[] late = [.. commands.Where(c => c.Kind is not (RolloutCommandKind.Start or RolloutCommandKind.Rollback))];
        if (late.Length == 0)
        {
            return false;
        }

        string why = _state is null
            ? $"nothing is being released for '{service.Name}'."
            : $"the last rollout of '{service.Name}' has ended: it is {_state.Phase}.";
        return await StoreAsync(Guarded(), [.. late.Take(20).Select(c => new CommandAnswer(c.Id, _state?.Rollout.Id, why))], 0, cancellationToken).ConfigureAwait(false);
    }
}
