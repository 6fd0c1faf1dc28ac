using System.Runtime.InteropServices;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>How far the count of any version is from its share of the picks.</summary>
/// <param name="At100">After 100 picks.</param>
/// <param name="Anywhere">At most, after any number of picks.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Deviation(double At100, double Anywhere)
{
    public static Deviation Measure(SplitMode mode, double[] weights, int picks)
    {
        Router router = CreateRouter(mode, weights);
        double[] shares = [.. weights.Select(weight => weight / weights.Sum())];
        int[] counts = new int[weights.Length];
        double at100 = 0;
        double anywhere = 0;
        for (int pick = 1; pick <= picks; pick++)
        {
            counts[IndexOf(router)]++;
            double largest = 0;
            for (int i = 0; i < counts.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(counts[i] - (pick * shares[i])));
            }

            anywhere = Math.Max(anywhere, largest);
            at100 = pick == 100 ? largest : at100;
        }

        return new Deviation(at100, anywhere);
    }

    public static Router CreateRouter(SplitMode mode, params double[] weights)
    {
        Router router = new("exact");
        router.SetSplit(CreateSplit(mode, weights));
        return router;
    }

    public static Split CreateSplit(SplitMode mode, params double[] weights) =>
        new() { Mode = mode, Arms = [.. weights.Select((weight, i) => new Arm(((char)('A' + i)).ToString(), weight))] };

    /// <summary>Picks, and gets the number of the version.</summary>
    public static int IndexOf(Router router)
    {
        router.TryPick(out RouteDecision decision);
        return decision.Version[0] - 'A';
    }

    public Deviation Or(Deviation other) => new(Math.Max(At100, other.At100), Math.Max(Anywhere, other.Anywhere));
}
