namespace StackKit.Routing;

/// <summary>Refuses splits that cannot be meant, and takes a copy that the caller can no longer change.</summary>
internal static class SplitValidator
{
    private const int MaxArms = 16;
    private const int MaxRules = 256;
    private const int MaxSaltLength = 256;

    /// <summary>Validates a split.</summary>
    /// <returns>An equal split whose lists are copies.</returns>
    /// <exception cref="RoutingConfigurationException">A field is refused.</exception>
    public static Split Validate(Split split, RouterStrategies strategies)
    {
        Require.That(split.Epoch >= 0, "Epoch", "must not be negative.");
        Require.That(split.Generation >= 0, "Generation", "must not be negative.");
        Require.That(Enum.IsDefined(split.Mode), "Mode", $"{(int)split.Mode} is not a split mode.");
        Require.That(split.Salt is { Length: <= MaxSaltLength }, "Salt", $"must be at most {MaxSaltLength} characters, and not null.");
        Require.That(split.Arms is not null, "Arms", "must not be null.");
        Require.That(split.Rules is not null, "Rules", "must not be null.");
        Arm[] arms = [.. split.Arms];
        RouteRule[] rules = [.. split.Rules];
        HashSet<string> versions = CheckArms(arms, "Arms");
        StickyHistory? history = split.History is null ? null : StickyHistoryValidator.Validate(split.History);
        return split with { History = history, Arms = Array.AsReadOnly(arms), Rules = Array.AsReadOnly(CheckRules(rules, versions, strategies)) };
    }

    /// <summary>Checks versions and weights.</summary>
    /// <returns>The versions.</returns>
    public static HashSet<string> CheckArms(Arm[] arms, string field)
    {
        Require.That(arms.Length is >= 1 and <= MaxArms, field, $"must be 1 to {MaxArms} versions, not {arms.Length}.");
        HashSet<string> versions = new(StringComparer.Ordinal);
        for (int i = 0; i < arms.Length; i++)
        {
            Arm arm = arms[i];
            Require.That(arm is not null, $"{field}[{i}]", "must not be null.");
            Require.That(Require.IsVisibleName(arm.Version), $"{field}[{i}].Version", Require.VisibleName);
            Require.That(versions.Add(arm.Version), $"{field}[{i}].Version", $"'{arm.Version}' is there twice.");
            Require.That(Require.IsWeight(arm.Weight), $"{field}[{i}].Weight", $"must be finite and not negative, not {arm.Weight}.");
            Require.That(arm.FailureBudget is null or >= 0, $"{field}[{i}].FailureBudget", $"must not be negative, not {arm.FailureBudget}.");
        }

        return versions;
    }

    private static RouteRule[] CheckRules(RouteRule[] rules, HashSet<string> versions, RouterStrategies strategies)
    {
        Require.That(rules.Length <= MaxRules, "Rules", $"must be at most {MaxRules}, not {rules.Length}.");
        HashSet<string> names = new(StringComparer.Ordinal);
        RouteRule[] copies = new RouteRule[rules.Length];
        for (int i = 0; i < rules.Length; i++)
        {
            RouteRule rule = rules[i];
            Require.That(rule is not null, $"Rules[{i}]", "must not be null.");
            Require.That(Require.IsVisibleName(rule.Name), $"Rules[{i}].Name", Require.VisibleName);
            Require.That(names.Add(rule.Name), $"Rules[{i}].Name", $"'{rule.Name}' is there twice.");
            Require.That(rule.Version is not null && versions.Contains(rule.Version), $"Rules[{i}].Version", $"'{rule.Version}' is not an arm of the split.");
            Require.That(Enum.IsDefined(rule.Effect), $"Rules[{i}].Effect", $"{(int)rule.Effect} is neither Allow nor Deny.");
            copies[i] = RuleValidator.Validate(rule, i, strategies);
        }

        return copies;
    }
}
