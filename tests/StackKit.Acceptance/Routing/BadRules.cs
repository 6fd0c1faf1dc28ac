using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Rules that must be refused, each with the field that the refusal names.</summary>
internal static class BadRules
{
    private static readonly RouteRule s_good = new() { Name = "good", Version = "1", Users = ["ana"] };
    private static readonly RouteRule s_other = new() { Name = "other", Version = "2", Users = ["bob"] };

    public static IEnumerable<(string Field, Split Split)> All() =>
    [
        ("Rules", BadSplits.Good with { Rules = null! }),
        ("Rules", BadSplits.Good with { Rules = [.. Enumerable.Range(0, 257).Select(i => s_good with { Name = $"r{i}" })] }),
        ("Rules[1]", With(null!)),
        ("Rules[1]", With(s_other with { Users = [] })),
        ("Rules[1].Name", With(s_other with { Name = "" })),
        ("Rules[1].Name", With(s_other with { Name = "good" })),
        ("Rules[1].Version", With(s_other with { Version = "3" })),
        ("Rules[1].Version", With(s_other with { Version = null! })),
        ("Rules[1].Effect", With(s_other with { Effect = (RuleEffect)2 })),
        ("Rules[1].Users", With(s_other with { Users = null! })),
        ("Rules[1].Users[1]", With(s_other with { Users = ["bob", null!] })),
        ("Rules[1].Users[0]", With(s_other with { Users = [new string('u', 1_025)] })),
        .. Networks("10.0.0.0/33", "10.0.0/8", "010.0.0.1", "10.0.0.0/+8", "10.0.0.0/ 8", "::/129", "fe80::1%1", "[::1]", "::ffff:10.0.0.0/95", "example.org", "", "!", "!!10.0.0.0/8", " 10.0.0.1", null!),
        ("Rules[1].Networks", With(s_other with { Networks = ["!10.0.0.0/8"] })), // exceptions from nothing
        ("Rules[1].Networks", With(s_other with { Networks = ["!10.0.0.0/8", "!::/0"] })),
        ("Rules[1].Headers[0]", With(s_other with { Headers = [null!] })),
        ("Rules[1].Headers[0].Name", With(s_other with { Headers = [new ValueMatch("a\r\nb", "x")] })),
        ("Rules[1].Headers[0].Value", With(s_other with { Headers = [new ValueMatch("a", new string('v', 4_097))] })),
        ("Rules[1].Headers", With(s_other with { Headers = [.. Enumerable.Repeat(new ValueMatch("a", "x"), 65)] })),
        ("Rules[1].Cookies[0].Name", With(s_other with { Cookies = [new ValueMatch("a=b", "x")] })),
        ("Rules[1].Cookies[0].Value", With(s_other with { Cookies = [new ValueMatch("a", null!)] })),
        ("Rules[1].Cookies[0].Kind", With(s_other with { Cookies = [new ValueMatch("a", "x") { Kind = (MatchKind)2 }] })),
        ("Rules[1].Custom", With(s_other with { Custom = null! })),
        ("Rules[1].Custom[0]", With(s_other with { Custom = [null!] })),
        ("Rules[1].Custom[0].Matcher", With(s_other with { Custom = [new CustomMatch("unknown", "x")] })),
        ("Rules[1].Custom[0].Matcher", With(s_other with { Custom = [new CustomMatch(null!, "x")] })),
        ("Rules[1].Custom[1].Value", With(s_other with { Custom = [new CustomMatch(PickyMatcher.MatcherName, "good"), new CustomMatch(PickyMatcher.MatcherName, "bad")] })),
        ("Rules[1].Custom[0].Value", With(s_other with { Custom = [new CustomMatch(PickyMatcher.MatcherName, null!)] })),
    ];

    private static IEnumerable<(string Field, Split Split)> Networks(params string[] networks) =>
        networks.Select(network => ("Rules[1].Networks[1]", With(s_other with { Networks = ["192.0.2.0/24", network] })));

    private static Split With(RouteRule second) => BadSplits.Good with { Rules = [s_good, second] };
}
