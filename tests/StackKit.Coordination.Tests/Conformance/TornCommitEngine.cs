namespace StackKit.Coordination.Tests.Conformance;

/// <summary>Wrong: applies a transaction piece by piece.</summary>
internal sealed class TornCommitEngine(ICoordinationEngine inner) : EngineDecorator(inner)
{
    public override async ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        if (transaction.Expectations.Length > 0 || transaction.Operations.Any(static operation => operation.LeaseId is not null || operation.IsDelete))
        {
            return await Inner.CommitAsync(transaction, cancellationToken);
        }

        CommitResult result = CommitResult.Unknown;
        foreach (Operation operation in transaction.Operations)
        {
            result = await Inner.CommitAsync(Transaction.Create().Put(operation.Key, operation.Value!.Value), cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }

        return result;
    }
}
