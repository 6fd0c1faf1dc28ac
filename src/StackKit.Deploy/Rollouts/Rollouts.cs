using StackKit.Coordination;
using StackKit.Deploy.Control;

namespace StackKit.Deploy;

/// <summary>Starts, steers and explains rollouts, from any process that shares the store. Thread-safe.</summary>
/// <remarks>
/// Everything that is asked goes through the store to the process that leads, and is answered by it. Methods throw
/// <see cref="StoreUnavailableException"/> when the store does not answer, <see cref="TimeoutException"/> when nobody leads within
/// ten seconds, and <see cref="RolloutRefusedException"/> when the rollout does not allow it.
/// </remarks>
public sealed partial class Rollouts
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
    public ValueTask<string> StartAsync(string service, string version, string actor, string? reason, CancellationToken cancellationToken = default) =>
        StartArtifactAsync(service, version, null, actor, reason, cancellationToken);

    /// <summary>Asks for a release of an artefact whose identity is kept in the history.</summary>
    /// <param name="service">The service.</param>
    /// <param name="version">The version to release.</param>
    /// <param name="artifact">What exactly the version is; null asks the target.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="reason">Why; null says nothing.</param>
    /// <param name="cancellationToken">Ends the call; what was stored stays.</param>
    /// <inheritdoc cref="StartAsync"/>
    public async ValueTask<string> StartArtifactAsync(string service, string version, VersionArtifact? artifact, string actor, string? reason, CancellationToken cancellationToken = default)
    {
        DeployedService deployed = _services.Get(service);
        VersionArtifact.ThrowIfInvalid(artifact, nameof(artifact));
        RequireVersion(version);

        RolloutCommand command = NewCommand(RolloutCommandKind.Start, actor, reason) with { Version = version, Artifact = artifact };
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
    /// <param name="reason">Why; kept in the audit trail, so it must say something.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <returns>A task that completes when the leader has done it.</returns>
    public ValueTask ApproveAsync(string service, string gate, string actor, string reason, CancellationToken cancellationToken = default) =>
        AnswerGateAsync(RolloutCommandKind.Approve, service, gate, actor, reason, cancellationToken);

    /// <summary>Rejects the gate that the rollout waits for, which undoes it.</summary>
    /// <inheritdoc cref="ApproveAsync"/>
    public ValueTask RejectAsync(string service, string gate, string actor, string reason, CancellationToken cancellationToken = default) =>
        AnswerGateAsync(RolloutCommandKind.Reject, service, gate, actor, reason, cancellationToken);

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

    /// <summary>Goes back: at once while the stable version is still there, by a new rollout without steps when its instances are gone.</summary>
    /// <param name="service">The service.</param>
    /// <param name="version">The version to go back to; null means the one that served before the version that serves now.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="reason">Why; null says nothing.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <returns>Which of the two it is.</returns>
    /// <exception cref="ArgumentException">The service is unknown, or the version or the actor is no name.</exception>
    public async ValueTask<RollbackReceipt> RollbackAsync(string service, string? version, string actor, string? reason, CancellationToken cancellationToken = default)
    {
        DeployedService deployed = _services.Get(service);
        if (version is not null)
        {
            RequireVersion(version);
        }

        RolloutCommand command = NewCommand(RolloutCommandKind.Rollback, actor, reason) with { Version = version };
        await StoreAsync(deployed, command, cancellationToken).ConfigureAwait(false);
        CommandAnswer answer = await AwaitAnswerAsync(deployed, command, cancellationToken).ConfigureAwait(false);
        return new RollbackReceipt(answer.RolloutId!, answer.RolloutId == command.Id, answer.Text ?? "");
    }

    /// <summary>Goes on after the store has gone back in time: writes the last state that this process knows again, where it is newer, and tells every other process.</summary>
    /// <remarks>
    /// Until then every process that saw it keeps its routing and refuses to decide. Ask a process that was there before: one that
    /// was started later has never seen anything else.
    /// </remarks>
    /// <param name="actor">Who has decided so.</param>
    /// <param name="reason">Why; kept in the audit trail, so it must say something.</param>
    /// <param name="cancellationToken">Ends the call. What fails or is ended half-way is repeated at another process that was there before: this one has let go of what it knew.</param>
    /// <returns>What was written again.</returns>
    /// <exception cref="RolloutRefusedException">The store has not gone back in time as far as this process knows.</exception>
    public ValueTask<AdoptReceipt> AdoptAsync(string actor, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        RequireWords(actor, reason);
        return new StoreAdoption(_services, _store, _timeProvider).RunAsync(actor, reason, cancellationToken);
    }
}
