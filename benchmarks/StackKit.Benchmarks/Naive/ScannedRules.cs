using System.Net;
using StackKit.Benchmarks.Field;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Naive;

/// <summary>What a reader would have written first for a gray release: a list of users, a list of networks, then a hash.</summary>
internal sealed class ScannedRules(int users, int networks) : Candidate("naive scans")
{
    private readonly List<string> _users = [.. RuleFixtures.Users(users)];
    private readonly List<IPNetwork> _networks = [.. RuleFixtures.Networks(networks).Select(IPNetwork.Parse)];

    public override void Run(int operations)
    {
        string[] keys = StickyKeys.All;
        IPAddress[] addresses = RuleFixtures.Strangers;
        string last = "";
        for (int i = 0; i < operations; i++)
        {
            last = Decide(keys[i & StickyKeys.Mask], addresses[i & StickyKeys.Mask]);
        }

        Sink.Keep(last);
    }

    private string Decide(string user, IPAddress address)
    {
        foreach (string listed in _users)
        {
            if (string.Equals(listed, user, StringComparison.OrdinalIgnoreCase))
            {
                return "candidate";
            }
        }

        foreach (IPNetwork network in _networks)
        {
            if (network.Contains(address))
            {
                return "candidate";
            }
        }

        return Hashing.Of(user, 42) % 100 < 90 ? "stable" : "candidate";
    }
}
