using System.Collections.Frozen;

namespace StackKit.Routing;

/// <summary>A rule ready to be matched without allocation.</summary>
internal sealed class CompiledRule
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _users;
    private readonly bool _hasUsers;
    private readonly AddressSet? _networks;
    private readonly ValueMatch[] _headers;
    private readonly ValueMatch[] _cookies;

    /// <summary>Compiles a validated rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="number">Its place in the split.</param>
    /// <param name="arm">The index of its version's arm.</param>
    public CompiledRule(RouteRule rule, int number, int arm)
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
            && (_cookies.Length == 0 || AnyMatches(_cookies, in context, isCookie: true));
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
