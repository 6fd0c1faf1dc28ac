namespace StackKit.Routing;

/// <summary>What the router counted.</summary>
public sealed partial class Router
{
    /// <summary>Gets how many requests to a version were begun and not yet reported, over all generations.</summary>
    /// <param name="version">The version; unknown ones have none.</param>
    public int GetInFlight(string version)
    {
        ArgumentNullException.ThrowIfNull(version);

        lock (_writing)
        {
            // Endpoints first: a request that moves between them is counted for the version before it leaves the first.
            int atEndpoints = _snapshot.Pools.Find(version)?.Members.Sum(member => member.Entry.Cell.InFlight) ?? 0;
            atEndpoints += _departed.Where(history => history.Version == version).Sum(history => history.Cell.InFlight);
            (int total, int moving) = _ledger.GetInFlight(version);
            return Math.Max(atEndpoints + total - moving, Math.Min(total, 1));
        }
    }

    /// <summary>Gets how many requests to an endpoint were begun and not yet reported; also of one that drains or was removed.</summary>
    /// <param name="endpointId">The id of the endpoint; unknown ones have none.</param>
    public int GetEndpointInFlight(string endpointId)
    {
        ArgumentNullException.ThrowIfNull(endpointId);

        lock (_writing)
        {
            return (_snapshot.Pools.FindEndpoint(endpointId)?.Cell.InFlight ?? 0) + _departed.Where(history => history.Id == endpointId).Sum(history => history.Cell.InFlight);
        }
    }

    /// <summary>Reads all counters. Not for every request: it adds up several thousand cells for each version.</summary>
    /// <returns>The counts; each is exact, and no count of failures is above its count of requests.</returns>
    public RouterCounters ReadCounters() => _ledger.Read(Name, InstanceId);

    internal IReadOnlyList<VersionTotals> ReadTotals() => _ledger.ReadTotals();
}
