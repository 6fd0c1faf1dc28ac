using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

/// <summary>Removed, then nothing in flight: then no request can reach the endpoint any more.</summary>
public sealed class RemovalTests
{
    private const int Removals = 1_500;

    [Fact]
    public void Begin_EndpointRemovedThenEmpty_IsNeverUsedAgain() => Hammer(
        (router, end) =>
        {
            RouteDecision decision = router.Begin();
            end(decision);
        });

    [Fact]
    public void TryBeginEndpoint_EndpointRemovedThenEmpty_IsNeverUsedAgain() => Hammer(
        (router, end) =>
        {
            RouteDecision decision = router.Begin();
            foreach (Endpoint endpoint in router.Pools[0].Endpoints)
            {
                if (router.TryBeginEndpoint(in decision, endpoint.Id, out decision))
                {
                    break;
                }
            }

            end(decision);
        });

    [Fact]
    public void Begin_VersionHaltedThenEmpty_IsNeverUsedAgain()
    {
        Router router = WithSplit(TwoVersions(50, 50) with { Mode = SplitMode.Random });
        bool isOver = false;
        bool isAlive = true;
        int wrong = 0;

        RunOnThreads(3, number =>
        {
            if (number != 0)
            {
                while (!Volatile.Read(ref isOver))
                {
                    RouteDecision decision = router.Begin();
                    wrong += decision.Version == "candidate" && !Volatile.Read(ref isAlive) ? 1 : 0;
                    router.Report(in decision, Outcome.Success, Latency);
                }

                return;
            }

            for (int i = 0; i < Removals && wrong == 0; i++)
            {
                router.Halt("candidate");
                Await(() => router.GetInFlight("candidate") == 0);
                Volatile.Write(ref isAlive, false);
                Thread.SpinWait(200);
                Volatile.Write(ref isAlive, true);
                router.SetSplit(TwoVersions(50, 50) with { Mode = SplitMode.Random });
            }

            Volatile.Write(ref isOver, true);
        });

        Assert.Equal(0, wrong);
    }

    private static void Await(Func<bool> condition) => SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1));

    /// <summary>One thread removes endpoint "a" and kills it once it is empty; the others use what they are given and must find it alive.</summary>
    private static void Hammer(Action<Router, Action<RouteDecision>> request)
    {
        Router router = new("shop");
        Pool[] both = [PoolOf("stable", "a", "b")];
        Pool[] one = [PoolOf("stable", "b")];
        router.Apply(TwoVersions(1, 0), both);
        bool isOver = false;
        bool isAlive = true;
        int wrong = 0;
        int used = 0;

        RunOnThreads(3, number =>
        {
            if (number != 0)
            {
                while (!Volatile.Read(ref isOver))
                {
                    request(router, decision =>
                    {
                        bool isA = decision.Endpoint!.Id == "a";
                        Interlocked.Add(ref used, isA ? 1 : 0);
                        Interlocked.Add(ref wrong, isA && !Volatile.Read(ref isAlive) ? 1 : 0);
                        router.Report(in decision, Outcome.Success, Latency);
                    });
                }

                return;
            }

            for (int i = 0; i < Removals && wrong == 0; i++)
            {
                router.SetPools(one);
                Await(() => router.GetEndpointInFlight("a") == 0);
                Volatile.Write(ref isAlive, false);
                Thread.SpinWait(200);
                Volatile.Write(ref isAlive, true);
                router.SetPools(both);
                int before = Volatile.Read(ref used);
                Await(() => Volatile.Read(ref used) != before);
            }

            Volatile.Write(ref isOver, true);
        });

        Assert.Equal(0, wrong);
        Assert.True(used >= Removals);
    }
}
