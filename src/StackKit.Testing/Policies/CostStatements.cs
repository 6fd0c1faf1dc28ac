using StackKit.Routing;
using static StackKit.Testing.PolicyScene;

namespace StackKit.Testing;

/// <summary>Statements about what a choice costs, and about many threads.</summary>
internal static class CostStatements
{
    private const int Choices = 10_000;

    public static void AllocatesNothing(PolicyScene scene)
    {
        Router router = scene.CreateRouter(CreateEndpoints(10));
        Choose(router);
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            scene.CancellationToken.ThrowIfCancellationRequested();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Choose(router);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Require(least == 0, $"{Choices} choices allocated {least} bytes.");
    }

    public static void ManyThreads(PolicyScene scene)
    {
        Endpoint[] endpoints = CreateEndpoints(20);
        Router router = scene.CreateRouter(endpoints);
        bool isOver = false;
        Task[] choosers = [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(ChooseOn, scene.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        for (int i = 0; i < 200 && !scene.CancellationToken.IsCancellationRequested; i++)
        {
            router.SetPools([scene.CreatePool(PolicyScene.Version, endpoints[..(1 + (i % 20))])]);
            Thread.Yield();
        }

        Volatile.Write(ref isOver, true);
        Task.WaitAll(choosers, scene.CancellationToken);
        Require(router.GetInFlight(PolicyScene.Version) == 0, $"{router.GetInFlight(PolicyScene.Version)} requests are left in flight.");

        void ChooseOn()
        {
            for (int i = 0; i < 1_000 || !Volatile.Read(ref isOver); i++)
            {
                scene.CancellationToken.ThrowIfCancellationRequested();
                bool isBegun = router.TryBegin(KeyOf(i % 100), out RouteDecision decision);
                Require(isBegun && decision.Endpoint is not null, $"There was no endpoint while the pool changed.");
                router.Report(in decision, Outcome.Success, TimeSpan.Zero);
            }
        }
    }

    private static void Choose(Router router)
    {
        for (int i = 0; i < Choices; i++)
        {
            router.TryPick(new RouteContext { StickyKey = "user-8f14e45f", User = "ana" }, out _);
        }
    }
}
