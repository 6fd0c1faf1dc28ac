using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>An endpoint of a pool at the moment when the pool is built.</summary>
/// <param name="Entry">The endpoint.</param>
/// <param name="IsEjected">Whether it is ejected now.</param>
/// <param name="ActiveSince">Since when it takes requests, for slow start; null when it has its full weight.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PoolMember(EndpointEntry Entry, bool IsEjected, TimeSpan? ActiveSince)
{
    /// <summary>Gets a value indicating whether it takes requests when nobody panics.</summary>
    public bool IsActive => Entry.IsAdmissible && Entry.Endpoint.Healthy && !IsEjected;
}
