using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Field;

/// <summary>The table of Maglev with its usual 65,537 places: destinations take turns as often as they weigh.</summary>
internal sealed class MaglevTable(int count) : Candidate("maglev table")
{
    private const int Places = 65_537;

    private readonly string[] _items = RouterFixtures.Names(count);
    private readonly int[] _table = Build(RouterFixtures.Weights(count));

    public static int[] Build(double[] weights)
    {
        int[] table = new int[Places];
        Array.Fill(table, -1);
        double most = weights.Max();
        double[] credit = new double[weights.Length];
        int[] next = new int[weights.Length];
        int[] skip = new int[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            next[i] = (int)(Hashing.Mix((ulong)i + 1) % Places);
            skip[i] = (int)(Hashing.Mix((ulong)i + 1_000_003) % (Places - 1)) + 1;
        }

        for (int filled = 0; filled < Places;)
        {
            for (int i = 0; i < weights.Length && filled < Places; i++)
            {
                credit[i] += weights[i] / most;
                if (credit[i] >= 1)
                {
                    credit[i]--;
                    while (table[next[i]] >= 0)
                    {
                        next[i] = (next[i] + skip[i]) % Places;
                    }

                    table[next[i]] = i;
                    filled++;
                }
            }
        }

        return table;
    }

    public override void Run(int operations)
    {
        string[] keys = StickyKeys.All;
        string last = "";
        for (int i = 0; i < operations; i++)
        {
            last = _items[_table[Hashing.Of(keys[i & StickyKeys.Mask], 42) % Places]];
        }

        Sink.Keep(last);
    }
}
