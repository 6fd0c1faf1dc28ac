using StackKit.Benchmarks.Harness;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routers;

/// <summary>Begins a request and releases it: a pick with the request counted in flight meanwhile.</summary>
internal sealed class RouterLease(string name, Router router) : Candidate(name)
{
    public override void Run(int operations)
    {
        Router subject = router;
        RouteDecision decision = default;
        for (int i = 0; i < operations; i++)
        {
            if (!subject.TryBegin(out decision))
            {
                break;
            }

            subject.Release(in decision);
        }

        Sink.Keep(decision.Endpoint ?? (object)decision.Version);
    }
}
