using System.Runtime.InteropServices;

namespace StackKit.Acceptance.Routing;

/// <summary>What a change of weights moved.</summary>
/// <param name="Slots">How many keys changed their version.</param>
/// <param name="Least">How many must at least, from the numbers of keys that the versions had and have: the total variation distance of both.</param>
/// <param name="Excess">The share of keys that changed beyond the total variation distance of the weights, or below it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StickyMove(int Slots, int Least, double Excess)
{
    public static StickyMove Between(byte[] before, byte[] after, double[] from, double[] to)
    {
        int[] difference = new int[from.Length];
        int moved = 0;
        for (int slot = 0; slot < before.Length; slot++)
        {
            moved += before[slot] == after[slot] ? 0 : 1;
            difference[before[slot]]--;
            difference[after[slot]]++;
        }

        double share = (double)moved / before.Length;
        return new StickyMove(moved, difference.Sum(Math.Abs) / 2, Math.Abs(share - Distance(from, to)));
    }

    /// <summary>Gets the total variation distance of two sets of weights: half the sum of the differences of their shares.</summary>
    public static double Distance(double[] from, double[] to)
    {
        double fromSum = from.Sum();
        double toSum = to.Sum();
        return from.Zip(to, (one, other) => Math.Abs((one / fromSum) - (other / toSum))).Sum() / 2;
    }
}
