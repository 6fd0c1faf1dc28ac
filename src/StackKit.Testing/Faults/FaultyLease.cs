using StackKit.Coordination;

namespace StackKit.Testing;

/// <summary>A lease of a <see cref="FaultyEngine"/>: renewals meet its faults, and while it is down a release does not reach the store.</summary>
internal sealed class FaultyLease(FaultyEngine engine, ILease lease) : ILease
{
    public string Id => lease.Id;

    public long FencingToken => lease.FencingToken;

    public TimeSpan Ttl => lease.Ttl;

    public Task Lost => lease.Lost;

    public async ValueTask RenewAsync(CancellationToken cancellationToken)
    {
        await engine.PassAsync(cancellationToken).ConfigureAwait(false);
        await lease.RenewAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!engine.IsDown && !engine.IsHanging)
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }
    }
}
