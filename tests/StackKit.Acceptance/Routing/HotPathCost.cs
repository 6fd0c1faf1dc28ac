using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>What a decision and a report cost in steady state.</summary>
internal sealed record HotPathCost(long Bytes, double PickNanoseconds, double BeginReportNanoseconds)
{
    /// <summary>How many decisions the count of bytes covers; each kind of decision is one third.</summary>
    public const int Operations = 3 * Batch;

    private const int Batch = 10_000;
    private const int Rounds = 200;

    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(3);
    private static readonly IPAddress s_address = IPAddress.Parse("2001:db8::1");

    public static HotPathCost Measure(SplitMode mode, string policy)
    {
        Router plain = Create(mode, policy, []);
        Router ruled = Create(mode, policy, [new RouteRule { Name = "users", Version = "candidate", Users = ["alice"] }, new RouteRule { Name = "networks", Version = "stable", Networks = ["2001:db8::/32"] }]);
        double pick = double.MaxValue;
        double begin = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            pick = Math.Min(pick, Time(() => Pick(plain)));
            begin = Math.Min(begin, Time(() => BeginReport(plain)));
            PickByRules(ruled);
        }

        return new HotPathCost(CountBytes(plain, ruled), pick, begin);
    }

    // Not inlined: the compiler may otherwise allocate the result of the measurement before the measurement ends.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long CountBytes(Router plain, Router ruled)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pick(plain);
        BeginReport(plain);
        PickByRules(ruled);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Time(Action action)
    {
        long started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / Batch;
    }

    private static void Pick(Router router)
    {
        for (int i = 0; i < Batch; i++)
        {
            router.TryPick(new RouteContext { StickyKey = "user-8f14e45f-ceea-467f-a8f7-b0c2f12" }, out _);
        }
    }

    private static void BeginReport(Router router)
    {
        for (int i = 0; i < Batch; i++)
        {
            router.TryBegin(new RouteContext { StickyKey = "user-8f14e45f-ceea-467f-a8f7-b0c2f12" }, out RouteDecision decision);
            router.Report(in decision, i % 10 == 0 ? Outcome.Failure : Outcome.Success, s_latency);
        }
    }

    private static void PickByRules(Router router)
    {
        for (int i = 0; i < Batch; i++)
        {
            RouteContext context = new() { StickyKey = "bob", User = i % 2 == 0 ? "alice" : "bob", RemoteAddress = i % 3 == 0 ? s_address : null };
            router.TryPick(in context, out RouteDecision decision);
            router.Report(in decision, Outcome.Success, s_latency);
        }
    }

    private static Router Create(SplitMode mode, string policy, RouteRule[] rules)
    {
        Router router = new("acceptance");
        Endpoint[] Endpoints(string version) => [.. Enumerable.Range(0, 10).Select(i => new Endpoint($"{version}-{i}", $"http://10.0.0.{i}/"))];
        router.Apply(
            new Split { Mode = mode, Salt = "salt", Arms = [new Arm("stable", 90), new Arm("candidate", 10)], Rules = rules },
            [new Pool("stable", Endpoints("stable")) { Policy = policy }, new Pool("candidate", Endpoints("candidate")) { Policy = policy }]);
        return router;
    }
}
