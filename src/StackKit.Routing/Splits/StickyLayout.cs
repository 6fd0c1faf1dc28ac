namespace StackKit.Routing;

/// <summary>Which of the 65,536 slots of a sticky split belong to which version.</summary>
/// <remarks>
/// A key lies in the slot that the first 16 bits of its hash name. A change of weights moves exactly the slots that some version has too many: half the sum of
/// the differences, the total variation distance, which is the least possible. They are taken from the end that faces the receiver in the ordinal order of the
/// versions, so that runs stay long, and two versions always have one run each, as with a threshold.
/// </remarks>
internal sealed class StickyLayout
{
    public const int Slots = 65_536;

    private readonly string[] _versions; // in ordinal order
    private List<(int Version, int Slots)> _runs;

    private StickyLayout(string[] versions, List<(int Version, int Slots)> runs)
    {
        _versions = versions;
        _runs = runs;
    }

    /// <summary>Gets the layout that a valid history led to.</summary>
    /// <returns>The layout; null when no weights were ever above 0.</returns>
    public static StickyLayout? Replay(StickyHistory history)
    {
        string[] versions = [.. VersionsOf(history, []).Order(StringComparer.Ordinal)];
        List<(int Version, int Slots)> runs = [.. history.Base.Select(run => (Array.IndexOf(versions, run.Version), run.Slots))];
        StickyLayout layout = new(versions, runs);
        foreach (IReadOnlyList<Arm> arms in history.Steps)
        {
            layout.Change(arms);
        }

        return layout._runs.Count == 0 ? null : layout;
    }

    /// <summary>Says whether the assignment depends on weights before; with two versions and no more it does not.</summary>
    public static bool NeedsHistory(StickyHistory history, IReadOnlyList<Arm> arms) => history.Base.Count > 0 || VersionsOf(history, arms).Count > 2;

    /// <summary>Says whether two sets of weights are the same shares.</summary>
    public static bool AreEqual(IReadOnlyList<Arm> one, IReadOnlyList<Arm> other)
    {
        string[] versions = [.. one.Concat(other).Select(arm => arm.Version).Distinct(StringComparer.Ordinal)];
        return SharesOf(versions, one).AsSpan().SequenceEqual(SharesOf(versions, other));
    }

    /// <summary>Gets the runs in the order of the slots.</summary>
    public IReadOnlyList<StickyRun> ToRuns() => [.. _runs.Select(run => new StickyRun(_versions[run.Version], run.Slots))];

    private static HashSet<string> VersionsOf(StickyHistory history, IReadOnlyList<Arm> arms) =>
    [
        .. history.Base.Select(run => run.Version)
            .Concat(history.Steps.Append(arms).SelectMany(step => step).Where(arm => arm.Weight > 0).Select(arm => arm.Version))
            .Distinct(StringComparer.Ordinal),
    ];

    private static double[] SharesOf(string[] versions, IReadOnlyList<Arm> arms)
    {
        double[] shares = new double[versions.Length];
        foreach (Arm arm in arms)
        {
            if (arm.Weight > 0)
            {
                shares[Array.IndexOf(versions, arm.Version)] = arm.Weight;
            }
        }

        Fractions.Normalize(shares);
        return shares;
    }

    private void Change(IReadOnlyList<Arm> arms)
    {
        double[] shares = SharesOf(_versions, arms);
        if (Array.TrueForAll(shares, share => share == 0))
        {
            return; // nobody gets anything: the next weights decide from where it stood
        }

        int[] surplus = new int[_versions.Length]; // the slots of each, and then how many are too many
        foreach ((int version, int slots) in _runs)
        {
            surplus[version] += slots;
        }

        int[] wanted = Apportion(shares, surplus);
        if (_runs.Count == 0)
        {
            _runs = [.. wanted.Select((slots, version) => (version, slots)).Where(run => run.slots > 0)];
            return;
        }

        for (int i = 0; i < surplus.Length; i++)
        {
            surplus[i] -= wanted[i];
        }

        for (int giver = 0, receiver = 0; giver < surplus.Length; giver++)
        {
            while (surplus[giver] > 0)
            {
                while (surplus[receiver] >= 0)
                {
                    receiver++;
                }

                int moved = Math.Min(surplus[giver], -surplus[receiver]);
                Move(giver, receiver, moved);
                surplus[giver] -= moved;
                surplus[receiver] += moved;
            }
        }
    }

    /// <summary>Rounds shares to slots: those that gain get together what they gain together, so that rounding hardly changes how many keys move.</summary>
    private static int[] Apportion(double[] shares, int[] current)
    {
        bool[] gains = [.. shares.Zip(current, (share, slots) => share * Slots > slots)];
        double gainers = shares.Where((_, i) => gains[i]).Sum();
        int others = shares.Where((share, i) => !gains[i] && share > 0).Count();
        int least = gains.Count(gain => gain);
        if (others == 0 || least == 0)
        {
            return Fractions.Apportion(shares, Slots);
        }

        int slots = Math.Clamp((int)Math.Round(gainers * Slots), least, Slots - others);
        int[] up = Fractions.Apportion([.. shares.Select((share, i) => gains[i] ? share / gainers : 0)], slots);
        int[] down = Fractions.Apportion([.. shares.Select((share, i) => gains[i] ? 0 : share / (1 - gainers))], Slots - slots);
        return [.. up.Zip(down, (one, other) => one + other)];
    }

    private void Move(int giver, int receiver, int slots)
    {
        bool fromTheEnd = giver < receiver;
        List<(int Version, int Slots)> runs = new(_runs.Count + 2);
        int left = slots;
        for (int i = 0; i < _runs.Count; i++)
        {
            (int version, int length) = _runs[fromTheEnd ? _runs.Count - 1 - i : i];
            int taken = version == giver ? Math.Min(left, length) : 0;
            left -= taken;
            Add(runs, receiver, taken);
            Add(runs, version, length - taken);
        }

        if (fromTheEnd)
        {
            runs.Reverse();
        }

        _runs = runs;
    }

    private static void Add(List<(int Version, int Slots)> runs, int version, int slots)
    {
        if (slots == 0)
        {
            return;
        }

        if (runs.Count > 0 && runs[^1].Version == version)
        {
            runs[^1] = (version, runs[^1].Slots + slots);
        }
        else
        {
            runs.Add((version, slots));
        }
    }
}
