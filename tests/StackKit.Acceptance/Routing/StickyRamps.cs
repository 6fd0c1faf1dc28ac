using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Ramps from 0 to 100 %, and back.</summary>
internal static class StickyRamps
{
    private const int Steps = 20;

    public static void Try(ScenarioRun run, StickyKeys keys)
    {
        // The last version takes over from one, or from two of different weights.
        TryRamp(run, keys, "two", [1]);
        TryRamp(run, keys, "three", [2, 1]);
    }

    private static void TryRamp(ScenarioRun run, StickyKeys keys, string name, double[] former)
    {
        double[] At(int step) => [.. former.Select(weight => weight / former.Sum() * (Steps - step)), step];
        Router router = new("ramp");
        int[] flips = new int[StickyKeys.Slots];
        List<byte[]> stations = [];
        for (int step = 0; step <= Steps; step++)
        {
            router.SetSplit(keys.CreateSplit(At(step)));
            stations.Add(keys.Assign(router));
            for (int slot = 0; step > 0 && slot < flips.Length; slot++)
            {
                flips[slot] += stations[step - 1][slot] == stations[step][slot] ? 0 : 1;
            }
        }

        int once = flips.Count(count => count == 1);
        run.Figure($"flipped-once-of-{name}", once);
        run.Check(once == StickyKeys.Slots, $"Of {name}, {StickyKeys.Slots - once} slots did not flip exactly once in a ramp of {Steps} steps.");

        int[] path = [19, 10, 3, 0];
        int restored = 0;
        foreach (int step in path)
        {
            router.SetSplit(keys.CreateSplit(At(step)));
            restored += keys.Assign(router).AsSpan().SequenceEqual(stations[step]) ? 1 : 0;
        }

        run.Figure($"rolled-back-of-{name}", $"{restored}/{path.Length}");
        run.Check(restored == path.Length, $"Of {name}, {path.Length - restored} of {path.Length} roll-backs did not restore the former keys.");
    }
}
