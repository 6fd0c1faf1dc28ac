using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>A matcher that knows one good value, one that it refuses, and one for which its condition throws.</summary>
internal sealed class PickyMatcher : IRuleMatcher
{
    public const string MatcherName = "picky";

    public string Name => MatcherName;

    public IRuleCondition Compile(string value) => value switch
    {
        "good" => new Condition(throws: false),
        "throws" => new Condition(throws: true),
        _ => throw new FormatException("write good"),
    };

    private sealed class Condition(bool throws) : IRuleCondition
    {
        public bool Matches(in RouteContext context) => throws ? throw new TimeoutException("as told") : false;
    }
}
