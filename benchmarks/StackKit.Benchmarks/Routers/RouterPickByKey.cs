using StackKit.Benchmarks.Harness;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routers;

/// <summary>Picks by a sticky key.</summary>
internal sealed class RouterPickByKey(string name, Router router) : Candidate(name)
{
    public override void Run(int operations)
    {
        Router subject = router;
        string[] keys = StickyKeys.All;
        RouteDecision decision = default;
        for (int i = 0; i < operations; i++)
        {
            if (!subject.TryPick(keys[i & StickyKeys.Mask], out decision))
            {
                break;
            }
        }

        Sink.Keep(decision.Endpoint ?? (object)decision.Version);
    }
}
