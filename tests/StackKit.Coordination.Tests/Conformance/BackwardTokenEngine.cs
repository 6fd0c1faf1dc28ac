namespace StackKit.Coordination.Tests.Conformance;

/// <summary>Wrong: counts its fencing tokens down.</summary>
internal sealed class BackwardTokenEngine(ICoordinationEngine inner) : EngineDecorator(inner)
{
    public override async ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken) =>
        new BackwardLease(await Inner.AcquireLeaseAsync(ttl, cancellationToken));

    private sealed class BackwardLease(ILease lease) : ILease
    {
        public string Id => lease.Id;

        public long FencingToken => 1000 - lease.FencingToken;

        public TimeSpan Ttl => lease.Ttl;

        public Task Lost => lease.Lost;

        public ValueTask RenewAsync(CancellationToken cancellationToken) => lease.RenewAsync(cancellationToken);

        public ValueTask DisposeAsync() => lease.DisposeAsync();
    }
}
