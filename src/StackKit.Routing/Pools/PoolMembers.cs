namespace StackKit.Routing;

/// <summary>The endpoints between which a policy chooses. Thread-safe; only the counts in flight change.</summary>
public sealed class PoolMembers
{
    private readonly EndpointCell[] _cells;
    private readonly double[] _shares;

    internal PoolMembers(string version, EndpointEntry[] entries, double[] shares)
    {
        Version = version;
        Endpoints = Array.AsReadOnly(Array.ConvertAll(entries, entry => entry.Endpoint));
        _cells = Array.ConvertAll(entries, entry => entry.Cell);
        _shares = shares;
    }

    /// <summary>Gets the version that they serve.</summary>
    public string Version { get; }

    /// <summary>Gets the endpoints that take requests, at least one.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; }

    /// <summary>Gets the share of each endpoint, by index: above 0, with a sum of 1. Slow start, health and locality are in it, so it may differ from the configured weight.</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>Gets how many requests to an endpoint were begun and not yet reported.</summary>
    /// <param name="index">The index of the endpoint.</param>
    public int GetInFlight(int index) => _cells[index].InFlight;
}
