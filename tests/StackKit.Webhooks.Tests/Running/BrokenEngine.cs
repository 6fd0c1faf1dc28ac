using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StackKit.Coordination;

namespace StackKit.Webhooks.Tests.Running;

/// <summary>A store in memory that can be broken.</summary>
internal sealed class BrokenEngine : ICoordinationEngine
{
    private readonly InMemoryEngine _engine = new(TimeProvider.System);

    public Breakage Break { get; set; }

    /// <summary>Gets or sets which transactions are concerned; all at first.</summary>
    public Func<Transaction, bool> Concerns { get; set; } = static _ => true;

    /// <summary>Gets or sets a value indicating whether nobody learns any more what changes, although commits go on.</summary>
    public bool IsBlind { get; set; }

    public EngineDescription Description => _engine.Description;

    public void Replace(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<ICoordinationEngine>(this));

    public ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken) =>
        Break == Breakage.Unavailable || IsBlind ? throw new StoreUnavailableException() : _engine.ListAsync(prefix, cancellationToken);

    public async IAsyncEnumerable<Change> FollowAsync(string prefix, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Change change in _engine.FollowAsync(prefix, cursor, cancellationToken))
        {
            if (IsBlind)
            {
                yield break;
            }

            yield return change;
        }
    }

    public async ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        Breakage now = Concerns(transaction) ? Break : Breakage.None;
        if (now == Breakage.Unavailable)
        {
            throw new StoreUnavailableException();
        }

        CommitResult result = now == Breakage.Lost ? CommitResult.Unknown : await _engine.CommitAsync(transaction, cancellationToken);
        if (now == Breakage.AnswerLostOnce)
        {
            Break = Breakage.None;
        }

        return now == Breakage.None ? result : CommitResult.Unknown;
    }

    public ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken) => _engine.AcquireLeaseAsync(ttl, cancellationToken);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
