using System.Net;
using StackKit.Benchmarks.Harness;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routers;

/// <summary>Decides with user, address and sticky key all known.</summary>
internal sealed class RouterDecide(string name, Router router) : Candidate(name)
{
    public override void Run(int operations)
    {
        Router subject = router;
        string[] keys = StickyKeys.All;
        IPAddress[] addresses = RuleFixtures.Strangers;
        RouteDecision decision = default;
        for (int i = 0; i < operations; i++)
        {
            string user = keys[i & StickyKeys.Mask];
            if (!subject.TryPick(new RouteContext { StickyKey = user, User = user, RemoteAddress = addresses[i & StickyKeys.Mask] }, out decision))
            {
                break;
            }
        }

        Sink.Keep(decision.Endpoint ?? (object)decision.Version);
    }
}
