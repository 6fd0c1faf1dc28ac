using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Routing.Chains;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-CHAIN: a user who is on v2 of the first service is on v2 of all; whoever claims a version from outside changes nothing.</summary>
public sealed class ChainScenario : IScenario
{
    private const int Users = 2_000;
    private const string Inside = "127.0.0.1"; // from where the services call one another, and which they trust
    private const string Outside = "127.0.0.2";

    public string Id => "RT-CHAIN";

    public string Statement => "A -> B -> C, 2,000 sticky users: who got v2 of A gets v2 of B and C; forged baggage from outside changes nothing; v2 at weight 0 of B receives nothing.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        using ChainUsers outside = new(Outside, run.Seed, Users);
        await RunOnAsync(run, outside, cancellationToken);
        await RunOffAsync(run, outside, cancellationToken);
        await RunEdgeAsync(run, outside, ChainLink.Routed, "edgeOff", cancellationToken);
        await RunEdgeAsync(run, outside, ChainLink.Plain, "plainEdge", cancellationToken);
    }

    private static async Task RunOnAsync(ScenarioRun run, ChainUsers outside, CancellationToken cancellationToken)
    {
        await using Chain chain = await Chain.StartAsync(run.Seed, ChainLink.Propagating, ChainLink.Propagating, cancellationToken);
        ChainVisit[] honest = await outside.VisitAsync(chain.A.Address, null, cancellationToken);
        double second = honest.Count(static visit => visit.A == "v2") / (double)Users;
        int mixed = honest.Count(static visit => visit.IsMixed);
        run.Figure("on.v2", second);
        run.Figure("on.mixed", mixed);
        run.Check(second is > 0.45 and < 0.55, $"{second:P1} of the users are on v2 of A instead of half of them.");
        run.Check(mixed == 0, $"{mixed} users met both versions.");
        run.Check(honest.All(static visit => visit.A is "v1" or "v2"), "A service did not route.");

        int moved = CountMoved(honest, await outside.VisitAsync(chain.A.Address, n => honest[n].A == "v1" ? "v2" : "v1", cancellationToken));
        run.Figure("on.forgedMoved", moved);
        run.Check(moved == 0, $"{moved} users were moved by what they wrote into their baggage.");

        using ChainUsers inside = new(Inside, run.Seed, Users);
        ChainVisit[] believed = await inside.VisitAsync(chain.A.Address, static _ => "v2", cancellationToken);
        double followed = believed.Count(static visit => visit == new ChainVisit("v2", "v2", "v2")) / (double)Users;
        run.Figure("on.insideOnV2", followed);
        run.Check(followed > second + 0.2, "The control, which claims v2 from a trusted address, is not followed either.");

        await RunZeroAsync(run, chain, outside, honest, cancellationToken);
    }

    private static async Task RunZeroAsync(ScenarioRun run, Chain chain, ChainUsers outside, ChainVisit[] honest, CancellationToken cancellationToken)
    {
        chain.B.Split(100, 0);
        ChainVisit[] visits = await outside.VisitAsync(chain.A.Address, null, cancellationToken);
        int served = visits.Count(static visit => visit.B != "v1");
        long counted = chain.B.Router.ReadCounters().Arms.Where(arm => arm.Version == "v2" && arm.Generation == chain.B.Router.Split!.Generation).Sum(static arm => arm.Requests);
        int changed = visits.Where((visit, n) => visit.A != honest[n].A).Count();
        int apart = visits.Count(static visit => visit.B != visit.C);
        run.Figure("zero.v2OfA", visits.Count(static visit => visit.A == "v2") / (double)Users);
        run.Figure("zero.v2OfB", served);
        run.Figure("zero.v2OfC", visits.Count(static visit => visit.C == "v2"));
        run.Check(served == 0 && counted == 0, $"{served} requests reached v2 of B at weight 0.");
        run.Check(changed == 0, $"{changed} users changed their version of A.");
        run.Check(apart == 0, $"{apart} requests of v1 of B reached v2 of C.");
    }

    private static async Task RunOffAsync(ScenarioRun run, ChainUsers outside, CancellationToken cancellationToken)
    {
        await using Chain chain = await Chain.StartAsync(run.Seed, ChainLink.Routed, ChainLink.Routed, cancellationToken);
        ChainVisit[] honest = await outside.VisitAsync(chain.A.Address, null, cancellationToken);
        double mixed = honest.Count(static visit => visit.IsMixed) / (double)Users;
        int moved = CountMoved(honest, await outside.VisitAsync(chain.A.Address, n => honest[n].A == "v1" ? "v2" : "v1", cancellationToken));
        run.Figure("off.mixed", mixed);
        run.Figure("off.forgedMoved", moved);
        run.Check(mixed is > 0.7 and < 0.8, $"The control without propagation mixes versions for {mixed:P1} of the users; 75 % are expected.");
        run.Check(moved == 0, $"{moved} users were moved although nothing is propagated.");
    }

    // The services behind propagate and trust the edge, which does not take part.
    private static async Task RunEdgeAsync(ScenarioRun run, ChainUsers outside, ChainLink edge, string name, CancellationToken cancellationToken)
    {
        await using Chain chain = await Chain.StartAsync(run.Seed, edge, ChainLink.Propagating, cancellationToken);
        ChainVisit[] honest = await outside.VisitAsync(chain.A.Address, null, cancellationToken);
        int apart = honest.Count(static visit => visit.B != visit.C);
        int moved = CountMoved(honest, await outside.VisitAsync(chain.A.Address, n => honest[n].B == "v1" ? "v2" : "v1", cancellationToken));
        run.Figure($"{name}.mixedBehind", apart);
        run.Figure($"{name}.forgedMoved", moved);
        run.Check(apart == 0, $"{name}: {apart} users met both versions behind the edge.");
        if (edge == ChainLink.Plain)
        {
            run.Check(moved > Users / 4, $"The control, an edge without StackKit, let only {moved} users move: the forged headers prove nothing.");
        }
        else
        {
            run.Check(moved == 0, $"{name}: {moved} users were moved by what they wrote into their baggage.");
        }
    }

    private static int CountMoved(ChainVisit[] before, ChainVisit[] after) => before.Where((visit, n) => visit != after[n]).Count();
}
