using StackKit.Routing;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Follows sticky users through a change of weights.</summary>
internal static class StickyMovement
{
    private const int Users = 400_000;
    private const double Slots = 65_536;

    /// <summary>Gets the share of users that changed their version without need, in slots.</summary>
    /// <remarks>Need is the total variation between the two assignments of the same users, so that no sampling error enters: a scheme without excess has exactly 0.</remarks>
    public static double Excess(double[] before, double[] after)
    {
        Router router = new("movement");
        int[] first = Assign(router, before);
        int[] second = Assign(router, after);
        int[] gained = new int[before.Length];
        int moved = 0;
        for (int user = 0; user < Users; user++)
        {
            gained[first[user]]--;
            gained[second[user]]++;
            moved += first[user] == second[user] ? 0 : 1;
        }

        double variation = gained.Sum(Math.Abs) / 2.0;
        return (moved - variation) / Users * Slots;
    }

    private static int[] Assign(Router router, double[] weights)
    {
        Arm[] arms = [.. weights.Select((weight, i) => new Arm($"v{i}", weight))];
        router.SetSplit(new Split { Mode = SplitMode.Sticky, Salt = "movement", Arms = arms });
        int[] versions = new int[Users];
        Span<char> key = stackalloc char[16];
        for (int user = 0; user < Users; user++)
        {
            key.TryWrite($"user-{user}", out int length);
            versions[user] = router.Pick(new RouteContext { StickyKey = key[..length] }).Version[1] - '0';
        }

        return versions;
    }
}
