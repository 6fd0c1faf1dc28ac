using System.Diagnostics.Metrics;

namespace StackKit.Routing;

/// <summary>Telemetry: two observable counters by router and version, which cost the requests nothing.</summary>
public sealed partial class RouterSet
{
    private const string MeterName = "StackKit.Routing";

    private void CreateInstruments()
    {
        _meter.CreateObservableCounter("stackkit.routing.requests", () => Observe(totals => totals.Requests), "{request}", "Requests reported, whatever their outcome.");
        _meter.CreateObservableCounter("stackkit.routing.failures", () => Observe(totals => totals.Failures), "{request}", "Requests that failed.");
    }

    private IEnumerable<Measurement<long>> Observe(Func<VersionTotals, long> value) =>
        from router in _routers.Values
        from totals in router.ReadTotals()
        select new Measurement<long>(value(totals), new KeyValuePair<string, object?>("stackkit.router.name", router.Name), new KeyValuePair<string, object?>("stackkit.router.version", totals.Version));
}
