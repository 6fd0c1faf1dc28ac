using System.Collections.Immutable;
using StackKit.Routing;

namespace StackKit.Deploy.Evidence;

/// <summary>Makes a report from the counters of a router.</summary>
internal static class ReportBuilder
{
    public static RouterReport Build(Router router, RoutingSnapshot? applied)
    {
        RouterCounters counters = router.ReadCounters();
        ImmutableSortedDictionary<string, long>.Builder inFlight = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        ImmutableSortedDictionary<string, long>.Builder endpoints = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        if (applied is not null)
        {
            foreach (string version in new[] { applied.Stable, applied.Candidate }.OfType<string>())
            {
                inFlight[version] = router.GetInFlight(version);
            }

            foreach (PoolEndpoint endpoint in (applied.Pools ?? []).SelectMany(p => p.Endpoints))
            {
                endpoints[endpoint.Id] = router.GetEndpointInFlight(endpoint.Id);
            }
        }

        return new RouterReport
        {
            Instance = router.InstanceId,
            Generation = applied?.Generation ?? 0,
            InFlight = inFlight.ToImmutable(),
            EndpointInFlight = endpoints.ToImmutable(),
            Arms = [.. counters.Arms.Where(a => applied is not null && a.Generation <= applied.Generation && a.AnalysisRequests + a.ForcedRequests > 0 || a.Generation == applied?.Generation).Select(ToReport)],
            Totals = [.. counters.Totals.Select(t => new VersionReport(t.Version, t.Requests, t.Failures) { Latency = SparseHistogram.From(t.Latency.Counts) })],
            BudgetShare = applied?.BudgetShares?.GetValueOrDefault(router.InstanceId) ?? 0,
            BudgetUsed = applied?.BudgetShares is null ? 0 : counters.Arms.Where(a => a.Version == applied.Candidate && a.Generation == applied.Generation).Sum(a => a.BudgetUsed),
        };
    }

    private static ArmReport ToReport(ArmCounters arm) => new()
    {
        Version = arm.Version,
        Generation = arm.Generation,
        Weight = arm.Weight,
        Requests = arm.AnalysisRequests,
        Failures = arm.AnalysisFailures,
        ForcedRequests = arm.ForcedRequests,
        ForcedFailures = arm.ForcedFailures,
        Keys = arm.DistinctKeys,
        RawFailures = arm.RawFailures,
        TopKeyFailures = arm.TopKeyFailures,
        Latency = SparseHistogram.From(arm.AnalysisLatency.Counts),
    };
}
