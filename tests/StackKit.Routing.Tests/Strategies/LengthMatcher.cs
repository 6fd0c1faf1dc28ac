using System.Globalization;

namespace StackKit.Routing.Tests.Strategies;

/// <summary>Matches users whose names have a number of characters.</summary>
internal sealed class LengthMatcher : IRuleMatcher
{
    public string Name => "length";

    public IRuleCondition Compile(string value) => new Condition(int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture));

    private sealed class Condition(int length) : IRuleCondition
    {
        public bool Matches(in RouteContext context) => context.User.Length == length;
    }
}
