using StackKit.Benchmarks.Harness;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routers;

/// <summary>Picks for requests of which nothing is known.</summary>
internal sealed class RouterPick(string name, Router router) : Candidate(name)
{
    public override void Run(int operations)
    {
        Router subject = router;
        RouteDecision decision = default;
        for (int i = 0; i < operations; i++)
        {
            if (!subject.TryPick(out decision))
            {
                break;
            }
        }

        Sink.Keep(decision.Endpoint ?? (object)decision.Version);
    }
}
