using StackKit.Coordination.Tests.Conformance;

namespace StackKit.Coordination.Tests.Election;

/// <summary>Applies the first transaction that changes something and loses the answer.</summary>
internal sealed class ClaimLosingEngine(ICoordinationEngine inner) : EngineDecorator(inner)
{
    private int _lost;

    public int Lost => Volatile.Read(ref _lost);

    public override async ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        CommitResult result = await Inner.CommitAsync(transaction, cancellationToken);
        return transaction.Operations.Length > 0 && Interlocked.CompareExchange(ref _lost, 1, 0) == 0 ? CommitResult.Unknown : result;
    }
}
