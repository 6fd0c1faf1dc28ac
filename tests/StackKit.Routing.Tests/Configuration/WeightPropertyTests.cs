using FsCheck.Xunit;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Configuration;

/// <summary>Any numbers as weights: refused at the first that is none, or followed.</summary>
public sealed class WeightPropertyTests
{
    private static readonly SplitMode[] s_modes = [SplitMode.Exact, SplitMode.Random, SplitMode.Sticky];

    [Property(MaxTest = 500)]
    public bool SetSplit_AnyWeights_AreRefusedAtTheFirstBadOneOrFollowed(double[] weights, byte mode)
    {
        Router router = WithSplit(TwoVersions(1, 0));
        Split split = new() { Mode = s_modes[mode % 3], Arms = [.. weights.Select((weight, i) => new Arm($"v{i}", weight))] };
        string? field = weights.Length is 0 or > 16 ? "Arms" : FieldOf("Arms", weights);

        Exception? exception = Record.Exception(() => router.SetSplit(split));

        if (field is not null)
        {
            return exception is RoutingConfigurationException refused && refused.ParamName == field && router.Pick().Version == "stable";
        }

        return exception is null && Enumerable.Range(0, 50).All(i => FollowsWeights(router, weights, $"user {i}"));
    }

    [Property(MaxTest = 500)]
    public bool SetPools_AnyWeights_AreRefusedAtTheFirstBadOneOrFollowed(double[] weights, byte policy)
    {
        Router router = WithSplit(TwoVersions(1, 0));
        Endpoint[] endpoints = [.. weights.Select((weight, i) => new Endpoint($"{i}", "http://10.0.0.1/") { Weight = weight })];
        string? field = FieldOf("Pools[0].Endpoints", weights);

        Exception? exception = Record.Exception(() => router.SetPools([new Pool("stable", endpoints) { Policy = AllPolicies[policy % AllPolicies.Length] }]));

        if (field is not null)
        {
            return exception is RoutingConfigurationException refused && refused.ParamName == field && router.Pick().Endpoint is null;
        }

        bool isEmpty = weights.All(weight => weight == 0);
        return exception is null && Enumerable.Range(0, 50).All(i => router.TryPick($"user {i}", out RouteDecision decision) ? decision.Endpoint!.Weight > 0 : isEmpty);
    }

    private static string? FieldOf(string list, double[] weights)
    {
        int bad = Array.FindIndex(weights, weight => !double.IsFinite(weight) || weight < 0);
        return bad < 0 ? null : $"{list}[{bad}].Weight";
    }

    private static bool FollowsWeights(Router router, double[] weights, string key)
    {
        double largest = weights.Max();
        double sum = weights.Sum(weight => weight / largest);
        foreach (bool withKey in new[] { false, true })
        {
            if (!router.TryPick(withKey ? key : "", out RouteDecision decision))
            {
                return largest == 0;
            }

            double weight = weights[int.Parse(decision.Version[1..])];
            if (weight <= 0 || Math.Abs(decision.Weight - (weight / largest / sum)) > 1e-12)
            {
                return false;
            }
        }

        return largest > 0;
    }
}
