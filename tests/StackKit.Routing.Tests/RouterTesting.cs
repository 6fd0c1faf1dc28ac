namespace StackKit.Routing.Tests;

/// <summary>Short forms that many tests share.</summary>
internal static class RouterTesting
{
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(5);

    public static readonly string[] AllPolicies =
        [PoolPolicies.Random, PoolPolicies.RoundRobin, PoolPolicies.PowerOfTwoChoices, PoolPolicies.LeastRequests, PoolPolicies.ConsistentHash];

    public static Split TwoVersions(double stable, double candidate) => new() { Arms = [new Arm("stable", stable), new Arm("candidate", candidate)] };

    public static Pool PoolOf(string version, params string[] ids) => new(version, [.. ids.Select(id => new Endpoint(id, $"http://{id}/"))]);

    public static Router WithSplit(Split split)
    {
        Router router = new("shop");
        router.SetSplit(split);
        return router;
    }

    public static int Count(Router router, int picks, string version)
    {
        int count = 0;
        for (int i = 0; i < picks; i++)
        {
            count += router.Pick().Version == version ? 1 : 0;
        }

        return count;
    }

    public static ArmCounters CountersOf(Router router, string version) => router.ReadCounters().Arms.Last(arm => arm.Version == version);

    /// <summary>Runs an action on several threads that start together, and passes on what one of them throws.</summary>
    public static void RunOnThreads(int count, Action<int> action)
    {
        using Barrier barrier = new(count);
        List<Exception> failures = [];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(number => new Thread(() => Run(number)) { IsBackground = true })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);

        void Run(int number)
        {
            barrier.SignalAndWait();
            try
            {
                action(number);
            }
            catch (Exception exception)
            {
                lock (failures)
                {
                    failures.Add(exception);
                }
            }
        }
    }
}
