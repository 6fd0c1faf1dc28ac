namespace StackKit.Routing;

/// <summary>How it stands with the endpoints of one version.</summary>
/// <param name="Version">The version.</param>
public sealed record PoolStatus(string Version)
{
    /// <summary>Gets how many endpoints the pool has.</summary>
    public required int Endpoints { get; init; }

    /// <summary>Gets how many of them can get new requests now.</summary>
    public required int Receiving { get; init; }

    /// <summary>Gets how many of them are ejected.</summary>
    public required int Ejected { get; init; }

    /// <summary>Gets a value indicating whether health and ejections are ignored because too few endpoints are healthy: see <see cref="Pool.PanicThreshold"/>.</summary>
    public required bool IsPanicking { get; init; }
}
