using StackKit.Coordination;
using StackKit.Deploy;
using StackKit.Deploy.Store;

namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>What a transaction of StackKit.Deploy is about.</summary>
/// <param name="What">One of <c>claim</c>, <c>renew</c>, <c>state</c>, <c>progress</c>, <c>other</c>.</param>
/// <param name="Token">The fencing token that it is guarded by; 0 when it is not.</param>
/// <param name="Sequence">The number of the last event of the state that it writes; 0 when it writes none.</param>
/// <param name="Phase">The phase of that state.</param>
internal sealed record CommitNote(string What, long Token, long Sequence, RolloutPhase? Phase)
{
    private static readonly DeployKeys s_keys = new(GatewayServices.Service);

    /// <summary>Reads a transaction.</summary>
    /// <returns>Null when it is none of a leader, nor of one that wants to be.</returns>
    public static CommitNote? Of(Transaction transaction)
    {
        long? token = null;
        foreach (Expectation expectation in transaction.Expectations)
        {
            token = expectation.Key == s_keys.Leader ? expectation.Revision : token;
        }

        if (token is not long guard)
        {
            return null;
        }

        if (guard == 0)
        {
            return transaction.Operations.IsEmpty ? null : new CommitNote("claim", 0, 0, null);
        }

        foreach (Operation operation in transaction.Operations)
        {
            if (operation.Key == s_keys.State && operation.Value is { } value)
            {
                RolloutState state = new Entry(operation.Key, value, 1, null).Read(DeployJson.Default.RolloutState);
                return new CommitNote("state", guard, state.Sequence, state.Phase);
            }
        }

        return new CommitNote(transaction.Operations.IsEmpty ? "renew" : transaction.Operations.Any(o => o.Key == s_keys.Progress) ? "progress" : "other", guard, 0, null);
    }
}
