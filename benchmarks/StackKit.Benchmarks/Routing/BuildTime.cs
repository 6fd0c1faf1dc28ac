using System.Diagnostics;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routing;

/// <summary>How long a large update takes, validation included.</summary>
internal static class BuildTime
{
    /// <summary>Gets the least time that a replacement of all endpoints took.</summary>
    public static TimeSpan OfEndpoints(int count)
    {
        Router router = Router.Create("build", new Arm("v1", 1));
        Pool[] pools = [new Pool("v1", [.. Enumerable.Range(0, count).Select(i => new Endpoint($"e{i}", $"http://10.0.0.1:{i}/") { Weight = 1 + (i % 7) })])];
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long started = Stopwatch.GetTimestamp();
            router.SetPools(pools);
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        return best;
    }
}
