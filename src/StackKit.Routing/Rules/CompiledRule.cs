using System.Collections.Frozen;
using System.Globalization;

namespace StackKit.Routing;

/// <summary>A rule ready to be matched without allocation.</summary>
internal sealed class CompiledRule
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _users;
    private readonly bool _hasUsers;
    private readonly AddressSet? _networks;
    private readonly ValueMatch[] _headers;
    private readonly ValueMatch[] _cookies;
    private readonly IRuleCondition[] _custom;

    /// <summary>Compiles a validated rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="number">Its place in the split.</param>
    /// <param name="arm">The index of its version's arm.</param>
    /// <param name="strategies">The matchers of the application.</param>
    public CompiledRule(RouteRule rule, int number, int arm, RouterStrategies strategies)
    {
        Number = number;
        Arm = arm;
        Effect = rule.Effect;
        _hasUsers = rule.Users.Count > 0;
        if (_hasUsers)
        {
            _users = rule.Users.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }

        _networks = rule.Networks.Count == 0 ? null : new AddressSet(rule.Networks);
        _headers = [.. rule.Headers];
        _cookies = [.. rule.Cookies];
        _custom = [.. rule.Custom.Select((match, i) => Compile(match, strategies, string.Create(CultureInfo.InvariantCulture, $"Rules[{number}].Custom[{i}]")))];
    }

    public int Number { get; }

    public int Arm { get; }

    public RuleEffect Effect { get; }

    public bool ReadsAddress => _networks is not null;

    /// <summary>Says whether every kind of condition that is set matches.</summary>
    /// <param name="context">What is known about the request.</param>
    /// <param name="address">Its address, converted once for all rules.</param>
    public bool Matches(in RouteContext context, in AddressKey address)
    {
        if (_hasUsers && (context.User.IsEmpty || !_users.Contains(context.User)))
        {
            return false;
        }

        if (_networks is not null && !_networks.Contains(in address))
        {
            return false;
        }

        return (_headers.Length == 0 || AnyMatches(_headers, in context, isCookie: false))
            && (_cookies.Length == 0 || AnyMatches(_cookies, in context, isCookie: true))
            && (_custom.Length == 0 || AnyMatches(_custom, in context));
    }

    private static IRuleCondition Compile(CustomMatch match, RouterStrategies strategies, string field)
    {
        try
        {
            return strategies.FindMatcher(match.Matcher)!.Compile(match.Value);
        }
        catch (FormatException exception)
        {
            throw new RoutingConfigurationException($"{field}.Value '{match.Value}' is refused by matcher '{match.Matcher}': {exception.Message}", $"{field}.Value");
        }
    }

    private static bool AnyMatches(IRuleCondition[] conditions, in RouteContext context)
    {
        foreach (IRuleCondition condition in conditions)
        {
            if (condition.Matches(in context))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyMatches(ValueMatch[] matches, in RouteContext context, bool isCookie)
    {
        if (context.Reader is null || context.Request is null)
        {
            return false;
        }

        foreach (ValueMatch match in matches)
        {
            ReadOnlySpan<char> value = isCookie ? context.Reader.GetCookie(context.Request, match.Name) : context.Reader.GetHeader(context.Request, match.Name);
            if (match.Kind == MatchKind.Prefix ? value.StartsWith(match.Value, StringComparison.Ordinal) : value.SequenceEqual(match.Value))
            {
                return true;
            }
        }

        return false;
    }
}
