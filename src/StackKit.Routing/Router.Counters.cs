namespace StackKit.Routing;

/// <summary>What the router counted.</summary>
public sealed partial class Router
{
    /// <summary>Gets how many requests to a version were begun and not yet reported, over all generations.</summary>
    /// <param name="version">The version; unknown ones have none.</param>
    public int GetInFlight(string version)
    {
        ArgumentNullException.ThrowIfNull(version);

        return (int)_ledger.GetInFlight(version);
    }

    /// <summary>Gets how many requests to an endpoint were begun and not yet reported; also of one that drains or was removed.</summary>
    /// <param name="endpointId">The id of the endpoint; unknown ones have none.</param>
    public int GetEndpointInFlight(string endpointId)
    {
        ArgumentNullException.ThrowIfNull(endpointId);

        lock (_writing)
        {
            return _histories.TryGetValue(endpointId, out EndpointHistory? history) ? history.Cell.InFlight : 0;
        }
    }

    /// <summary>Reads all counters. Not for every request: it adds up several thousand cells for each version.</summary>
    /// <returns>The counts; each is exact, and no count of failures is above its count of requests.</returns>
    public RouterCounters ReadCounters() => _ledger.Read(Name, InstanceId);

    internal IReadOnlyList<VersionTotals> ReadTotals() => _ledger.ReadTotals();
}
