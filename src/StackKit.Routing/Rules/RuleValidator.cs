namespace StackKit.Routing;

/// <summary>Refuses conditions of rules that cannot be meant.</summary>
internal static class RuleValidator
{
    private const int MaxUsers = 100_000;
    private const int MaxUserLength = 1_024;
    private const int MaxNetworks = 10_000;
    private const int MaxMatches = 64;
    private const int MaxValueLength = 4_096;

    /// <summary>Validates the conditions of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="index">Its place in the split.</param>
    /// <param name="strategies">The matchers of the application.</param>
    /// <returns>An equal rule whose lists are copies.</returns>
    public static RouteRule Validate(RouteRule rule, int index, RouterStrategies strategies)
    {
        string[] users = Copy(rule.Users, MaxUsers, index, nameof(rule.Users));
        for (int i = 0; i < users.Length; i++)
        {
            Require.That(users[i] is { Length: >= 1 and <= MaxUserLength }, $"Rules[{index}].Users[{i}]", $"must be 1 to {MaxUserLength} characters.");
        }

        string[] networks = CopyNetworks(rule.Networks, index);
        ValueMatch[] headers = CopyMatches(rule.Headers, index, nameof(rule.Headers));
        ValueMatch[] cookies = CopyMatches(rule.Cookies, index, nameof(rule.Cookies));
        CustomMatch[] custom = CopyCustom(rule.Custom, index, strategies);
        bool hasCondition = users.Length + networks.Length + headers.Length + cookies.Length + custom.Length > 0;
        Require.That(hasCondition, $"Rules[{index}]", $"'{rule.Name}' has no condition: set users, networks, headers, cookies or custom conditions.");
        return rule with
        {
            Users = Array.AsReadOnly(users),
            Networks = Array.AsReadOnly(networks),
            Headers = Array.AsReadOnly(headers),
            Cookies = Array.AsReadOnly(cookies),
            Custom = Array.AsReadOnly(custom),
        };
    }

    private static string[] CopyNetworks(IReadOnlyList<string> list, int index)
    {
        string[] networks = Copy(list, MaxNetworks, index, nameof(RouteRule.Networks));
        bool hasNetwork = networks.Length == 0;
        for (int i = 0; i < networks.Length; i++)
        {
            bool isException = networks[i] is { } network && network.StartsWith(AddressRanges.Exception);
            bool isNetwork = AddressRange.TryParse(isException ? networks[i][1..] : networks[i], out _);
            Require.That(isNetwork, $"Rules[{index}].Networks[{i}]", $"'{networks[i]}' is neither an IP address nor a network such as 10.0.0.0/8 or 2001:db8::/32, with or without '!' before it.");
            hasNetwork |= !isException;
        }

        Require.That(hasNetwork, $"Rules[{index}].Networks", "has nothing but exceptions: add the networks that they are exceptions from, such as 0.0.0.0/0 and ::/0.");
        return networks;
    }

    private static CustomMatch[] CopyCustom(IReadOnlyList<CustomMatch> list, int index, RouterStrategies strategies)
    {
        CustomMatch[] custom = Copy(list, MaxMatches, index, nameof(RouteRule.Custom));
        for (int i = 0; i < custom.Length; i++)
        {
            CustomMatch match = custom[i];
            Require.That(match is not null, $"Rules[{index}].Custom[{i}]", "must not be null.");
            bool isKnown = match.Matcher is not null && strategies.FindMatcher(match.Matcher) is not null;
            Require.That(isKnown, $"Rules[{index}].Custom[{i}].Matcher", $"'{match.Matcher}' is not a rule matcher of this router; there are: {strategies.MatcherNames}.");
            Require.That(match.Value is { Length: <= MaxValueLength }, $"Rules[{index}].Custom[{i}].Value", $"must be at most {MaxValueLength} characters, and not null.");
        }

        return custom;
    }

    private static ValueMatch[] CopyMatches(IReadOnlyList<ValueMatch> list, int index, string field)
    {
        ValueMatch[] matches = Copy(list, MaxMatches, index, field);
        for (int i = 0; i < matches.Length; i++)
        {
            ValueMatch match = matches[i];
            Require.That(match is not null, $"Rules[{index}].{field}[{i}]", "must not be null.");
            Require.That(Require.IsToken(match.Name), $"Rules[{index}].{field}[{i}].Name", $"must be an HTTP token of 1 to {Require.MaxNameLength} characters.");
            Require.That(match.Value is { Length: >= 1 and <= MaxValueLength }, $"Rules[{index}].{field}[{i}].Value", $"must be 1 to {MaxValueLength} characters.");
            Require.That(Enum.IsDefined(match.Kind), $"Rules[{index}].{field}[{i}].Kind", $"{(int)match.Kind} is neither Exact nor Prefix.");
        }

        return matches;
    }

    private static T[] Copy<T>(IReadOnlyList<T>? list, int max, int index, string field)
    {
        Require.That(list is not null, $"Rules[{index}].{field}", "must not be null.");
        Require.That(list.Count <= max, $"Rules[{index}].{field}", $"has {list.Count} entries; at most {max} are allowed.");
        return [.. list];
    }
}
