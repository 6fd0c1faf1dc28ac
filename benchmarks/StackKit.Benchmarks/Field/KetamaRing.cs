using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Field;

/// <summary>A ring of points in proportion to the weights, 160 at most for each destination.</summary>
internal sealed class KetamaRing : Candidate
{
    private const int MaxPoints = 160;

    private readonly string[] _items;
    private readonly ulong[] _points;
    private readonly int[] _owners;

    public KetamaRing(int count)
        : base("ketama ring")
    {
        _items = RouterFixtures.Names(count);
        (_points, _owners) = Build(RouterFixtures.Weights(count));
    }

    public static (ulong[] Points, int[] Owners) Build(double[] weights)
    {
        double most = weights.Max();
        int[] owners = [.. weights.SelectMany((weight, i) => Enumerable.Repeat(i, Math.Max(1, (int)(weight / most * MaxPoints))))];
        ulong[] points = new ulong[owners.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = Hashing.Mix(((ulong)i + 1) * 0x9E37_79B9_7F4A_7C15);
        }

        Array.Sort(points, owners);
        return (points, owners);
    }

    public override void Run(int operations)
    {
        string[] keys = StickyKeys.All;
        string last = "";
        for (int i = 0; i < operations; i++)
        {
            int index = Array.BinarySearch(_points, Hashing.Of(keys[i & StickyKeys.Mask], 42));
            index = index < 0 ? ~index : index;
            last = _items[_owners[index == _owners.Length ? 0 : index]];
        }

        Sink.Keep(last);
    }
}
