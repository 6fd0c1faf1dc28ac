using Microsoft.Extensions.Logging.Abstractions;
using StackKit.Coordination.Tests.Supervision;

namespace StackKit.Coordination.Tests.Election;

/// <summary>Campaigns in the background and leads until it loses.</summary>
internal sealed class Campaigner : IAsyncDisposable
{
    private readonly TermLog _log;
    private readonly Task _running;
    private Leadership? _leadership;
    private volatile bool _isLeading;
    private int _terms;

    public Campaigner(SupervisedStore store, string owner)
        : this(store, owner, new TermLog())
    {
    }

    public Campaigner(SupervisedStore store, string owner, TermLog log)
    {
        _log = log;
        Store = store;
        Election = new LeaderElection(
            store.Supervisor, "election/leader", owner, TimeSpan.FromSeconds(3), store.Time, NullLogger<LeaderElection>.Instance);
        _running = Election.RunAsync(LeadAsync);
    }

    public SupervisedStore Store { get; }

    public LeaderElection Election { get; }

    public bool IsLeading => _isLeading;

    public int Terms => Volatile.Read(ref _terms);

    /// <summary>Gets the latest term.</summary>
    public Leadership Leadership => _leadership ?? throw new InvalidOperationException("There was no term yet.");

    public Task LeadsAsync() => Condition.HoldsAsync(() => IsLeading, Store.Time, TimeSpan.FromMilliseconds(50));

    public async ValueTask DisposeAsync()
    {
        await Election.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
    }

    private async Task LeadAsync(Leadership leadership, CancellationToken cancellationToken)
    {
        _log.Begin(leadership);
        _leadership = leadership;
        Interlocked.Increment(ref _terms);
        _isLeading = true;
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Store.Time, cancellationToken);
        }
        finally
        {
            _isLeading = false;
        }
    }
}
