using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Splits that must be refused, each with the field that the refusal names.</summary>
internal static class BadSplits
{
    public static readonly Split Good = new() { Arms = [new Arm("1", 1), new Arm("2", 3)] };

    private static readonly string s_long = new('x', 129);

    public static IEnumerable<(string Field, Split Split)> All() =>
    [
        ("Epoch", Good with { Epoch = -1 }),
        ("Generation", Good with { Generation = long.MinValue }),
        ("Mode", Good with { Mode = (SplitMode)3 }),
        ("Salt", Good with { Salt = null! }),
        ("Salt", Good with { Salt = new string('s', 257) }),
        ("Arms", Good with { Arms = null! }),
        ("Arms", Good with { Arms = [] }),
        ("Arms", Good with { Arms = [.. Enumerable.Range(0, 17).Select(i => new Arm($"v{i}", 1))] }),
        ("Arms[0]", Good with { Arms = [null!] }),
        .. Weights(double.NaN, -1, -double.Epsilon, double.PositiveInfinity, double.NegativeInfinity),
        .. Versions(null!, "", " ", "a b", "a\u0000", "a\u001b[2J", "a\ud83d\ude00", "\u00a0", s_long),
        ("Arms[2].Version", With(new Arm("2", 0))),
        ("Arms[2].FailureBudget", With(new Arm("3", 1) { FailureBudget = -1 })),
        .. Histories(),
    ];

    // In every place, so that the index is seen to be right.
    private static IEnumerable<(string Field, Split Split)> Weights(params double[] weights) =>
        weights.Select((weight, i) => ($"Arms[{i}].Weight", Good with { Arms = [.. Enumerable.Range(0, weights.Length).Select(arm => new Arm($"v{arm}", arm == i ? weight : arm))] }));

    private static IEnumerable<(string Field, Split Split)> Versions(params string[] versions) => versions.Select(version => ("Arms[2].Version", With(new Arm(version, 1))));

    private static IEnumerable<(string Field, Split Split)> Histories()
    {
        StickyHistory good = StickyHistory.Empty.Append(Good.Arms);
        (string Field, StickyHistory History)[] histories =
        [
            ("History.Base", good with { Base = null! }),
            ("History.Base", good with { Base = [new StickyRun("1", 65_535)] }),
            ("History.Base", good with { Base = [new StickyRun("1", 65_536), new StickyRun("2", 1)] }),
            ("History.Base[0].Slots", good with { Base = [new StickyRun("1", 0)] }),
            ("History.Base[1].Slots", good with { Base = [new StickyRun("1", 1), new StickyRun("2", -1)] }),
            ("History.Base[0].Slots", good with { Base = [new StickyRun("1", 65_537)] }),
            ("History.Base[0].Version", good with { Base = [new StickyRun("", 65_536)] }),
            ("History.Base[1].Version", good with { Base = [new StickyRun("1", 65_535), null!] }),
            ("History.Steps", good with { Steps = null! }),
            ("History.Steps", good with { Steps = [.. Enumerable.Repeat(Good.Arms, 1_025)] }),
            ("History.Steps[1]", good.Append([])),
            ("History.Steps[1]", good with { Steps = [Good.Arms, null!] }),
            ("History.Steps[1][0].Weight", good.Append([new Arm("1", double.NaN)])),
            ("History.Steps[1][1].Version", good.Append([new Arm("1", 1), new Arm("1", 1)])),
        ];
        return histories.Select(bad => (bad.Field, Good with { Mode = SplitMode.Sticky, History = bad.History }));
    }

    private static Split With(Arm third) => Good with { Arms = [.. Good.Arms, third] };
}
