namespace StackKit.Coordination;

/// <summary>A campaign that was won.</summary>
/// <param name="Lease">The lease of the leader's entry.</param>
/// <param name="Revision">The revision of the leader's entry.</param>
/// <param name="AcquiredAt">The time stamp from before the lease was acquired.</param>
internal sealed record Claim(ILease Lease, long Revision, long AcquiredAt);
