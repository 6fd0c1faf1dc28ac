using StackKit.Coordination;

namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>A lease whose renewals are writes as well.</summary>
internal sealed class WatchedLease(WatchedEngine engine, ILease lease) : ILease
{
    public string Id => lease.Id;

    public long FencingToken => lease.FencingToken;

    public TimeSpan Ttl => lease.Ttl;

    public Task Lost => lease.Lost;

    public async ValueTask RenewAsync(CancellationToken cancellationToken) => await engine.WriteAsync(
        async () =>
        {
            await lease.RenewAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    public ValueTask DisposeAsync() => lease.DisposeAsync();
}
