using System.Collections.Concurrent;
using System.Globalization;
using StackKit.Coordination;
using StackKit.Deploy.Evidence;
using StackKit.Deploy.Store;
using StackKit.Routing;

namespace StackKit.Deploy.Analysis;

/// <summary>Measures the candidate by what all routers counted since the measurement before.</summary>
internal sealed class RouterAnalysisProvider(CoordinationSupervisor store, TimeProvider timeProvider) : IAnalysisProvider
{
    private readonly ConcurrentDictionary<(string Service, string Metric, string Candidate), Totals> _before = [];

    public string Name => "routers";

    public async ValueTask<Measurement> MeasureAsync(MetricQuery query, CancellationToken cancellationToken)
    {
        Listing listing = await store.ListAsync(new DeployKeys(query.Service).Routers, cancellationToken).ConfigureAwait(false);
        Totals now = new();
        foreach (ArmReport arm in listing.Entries.Select(e => e.Read(DeployJson.Default.RouterReport)).SelectMany(r => r.Arms).Where(a => a.Version == query.Candidate))
        {
            now.Requests += arm.Requests;
            now.Failures += arm.Failures;
            arm.Latency.AddTo(now.Latency, 1);
        }

        Totals before = _before.GetValueOrDefault((query.Service, query.Metric, query.Candidate)) ?? new Totals();
        _before[(query.Service, query.Metric, query.Candidate)] = now;
        if (now.Requests < before.Requests)
        {
            before = new Totals(); // a router went away with its counts
        }

        return new Measurement(Compute(query.Metric, before, now), null, timeProvider.GetUtcNow());
    }

    private static double? Compute(string metric, Totals before, Totals now)
    {
        long requests = now.Requests - before.Requests;
        if (requests <= 0)
        {
            return null;
        }

        if (metric == "error-rate")
        {
            return (now.Failures - before.Failures) / (double)requests;
        }

        if (metric.StartsWith("latency-p", StringComparison.Ordinal) && double.TryParse(metric.AsSpan("latency-p".Length), NumberStyles.None, CultureInfo.InvariantCulture, out double percent) && percent is > 0 and < 100)
        {
            return Quantile(before, now, percent / 100);
        }

        throw new ArgumentException($"The provider 'routers' does not know the metric '{metric}'; write error-rate, latency-p50, latency-p95 or latency-p99.", nameof(metric));
    }

    private static double? Quantile(Totals before, Totals now, double quantile)
    {
        long all = 0;
        for (int i = 0; i < now.Latency.Length; i++)
        {
            all += Math.Max(0, now.Latency[i] - before.Latency[i]);
        }

        long rank = (long)Math.Ceiling(quantile * all);
        for (int i = 0; i < now.Latency.Length && all > 0; i++)
        {
            rank -= Math.Max(0, now.Latency[i] - before.Latency[i]);
            if (rank <= 0)
            {
                return LatencyBuckets.UpperBound(i).TotalSeconds;
            }
        }

        return null;
    }

    private sealed class Totals
    {
        public long Requests { get; set; }

        public long Failures { get; set; }

        public long[] Latency { get; } = new long[LatencyBuckets.Count];
    }
}
