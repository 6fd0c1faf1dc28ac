using System.Net;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routers;

/// <summary>Lists of users and networks, and requests that are in neither: those cost the most.</summary>
internal static class RuleFixtures
{
    private static readonly int[] s_prefixes = [18, 20, 22, 24];

    /// <summary>Gets as many addresses as there are sticky keys, all between the networks.</summary>
    public static IPAddress[] Strangers { get; } = CreateStrangers();

    /// <summary>Gets user ids that are none of the sticky keys.</summary>
    public static string[] Users(int count) => StickyKeys.Create(seed: 2, count);

    /// <summary>Gets separate networks of four sizes.</summary>
    /// <param name="count">At most 65,536.</param>
    public static string[] Networks(int count) =>
        [.. Enumerable.Range(0, count).Select(i => $"{10 + (i / 512)}.{i / 2 % 256}.{i % 2 * 128}.0/{s_prefixes[i % s_prefixes.Length]}")];

    /// <summary>Creates a router with a rule on users, a rule on networks, a sticky split of two versions and endpoints for both.</summary>
    public static Router Create(int users, int networks, int endpoints)
    {
        Router router = new("rules");
        Split split = new()
        {
            Mode = SplitMode.Sticky,
            Salt = "salt",
            Arms = [new Arm("stable", 90), new Arm("candidate", 10)],
            Rules = [.. UserRules(users), .. NetworkRules(networks)],
        };
        router.Apply(split, [RouterFixtures.RandomPool("stable", endpoints), RouterFixtures.RandomPool("candidate", endpoints)]);
        return router;
    }

    private static RouteRule[] UserRules(int count) => count == 0 ? [] : [new RouteRule { Name = "testers", Version = "candidate", Users = Users(count) }];

    private static RouteRule[] NetworkRules(int count) => count == 0 ? [] : [new RouteRule { Name = "offices", Version = "candidate", Networks = Networks(count) }];

    private static IPAddress[] CreateStrangers()
    {
        // Networks begin at 0 and 128 in the third place and reach 64 further at most.
        Random random = new(3);
        return [.. Enumerable.Range(0, StickyKeys.Mask + 1).Select(_ => new IPAddress([(byte)random.Next(10, 12), (byte)random.Next(256), (byte)(random.Next(100, 128) + (random.Next(2) * 128)), 7]))];
    }
}
