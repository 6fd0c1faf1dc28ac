using StackKit.Coordination;
using StackKit.Deploy.Control;
using StackKit.Deploy.Store;

namespace StackKit.Deploy;

/// <content>How a command goes to the process that leads, and its answer comes back.</content>
public sealed partial class Rollouts
{
    private static void RequireVersion(string version)
    {
        if (!PlanNames.IsValid(version))
        {
            throw new ArgumentException(PlanNames.Refusal("version"), nameof(version));
        }
    }

    // Ids become keys of the store; what is none is simply not known.
    private static bool IsId(string? rolloutId) => PlanNames.IsValid(rolloutId);

    private async ValueTask AnswerGateAsync(RolloutCommandKind kind, string service, string gate, string actor, string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (!PlanNames.IsValid(gate))
        {
            throw new ArgumentException(PlanNames.Refusal("gate"), nameof(gate));
        }

        await AskAsync(service, NewCommand(kind, actor, reason) with { Gate = gate }, cancellationToken).ConfigureAwait(false);
    }

    private static void RequireWords(string actor, string? reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(actor.Length, 256, nameof(actor));
        if (actor.Any(char.IsControl))
        {
            throw new ArgumentException("must not contain control characters.", nameof(actor));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason?.Length ?? 0, 4096, nameof(reason));
    }

    private RolloutCommand NewCommand(RolloutCommandKind kind, string actor, string? reason)
    {
        RequireWords(actor, reason);
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

    private async Task<CommandAnswer> AwaitAnswerAsync(DeployedService service, RolloutCommand command, CancellationToken cancellationToken)
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
                    CommandAnswer answer = entry.Read(DeployJson.Default.CommandAnswer);
                    return answer.Error is null ? answer : throw new RolloutRefusedException($"{command.Kind} was refused: {answer.Error}");
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
