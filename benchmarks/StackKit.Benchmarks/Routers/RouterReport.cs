using StackKit.Benchmarks.Harness;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routers;

/// <summary>Begins a request and reports it: what a pick costs with the request counted in flight and its outcome counted.</summary>
internal sealed class RouterReport(string name, Router router) : Candidate(name)
{
    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(3);

    public override void Run(int operations)
    {
        Router subject = router;
        TimeSpan latency = s_latency;
        RouteDecision decision = default;
        for (int i = 0; i < operations; i++)
        {
            if (!subject.TryBegin(out decision))
            {
                break;
            }

            subject.Report(in decision, Outcome.Success, latency);
        }

        Sink.Keep(decision.Endpoint ?? (object)decision.Version);
    }
}
