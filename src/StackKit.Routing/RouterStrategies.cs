using System.Collections.Frozen;

namespace StackKit.Routing;

/// <summary>The environment of a router, validated, with its strategies by name.</summary>
internal sealed class RouterStrategies
{
    private readonly FrozenDictionary<string, IPoolPolicy> _policies;
    private readonly FrozenDictionary<string, IRuleMatcher> _matchers;

    /// <summary>Validates an environment.</summary>
    /// <exception cref="RoutingConfigurationException">A field is refused.</exception>
    public RouterStrategies(RouterEnvironment environment)
    {
        Require.That(environment.TimeProvider is not null, "TimeProvider", "must not be null.");
        Require.That(environment.Region is null || Require.IsVisibleName(environment.Region), "Region", Require.VisibleName);
        Require.That(environment.Zone is null || Require.IsVisibleName(environment.Zone), "Zone", Require.VisibleName);
        Require.That(environment.ZoneCallerShare is null or (> 0 and <= 1), "ZoneCallerShare", $"must be above 0 and at most 1, not {environment.ZoneCallerShare}.");
        Environment = environment;
        _policies = Index(environment.PoolPolicies, "PoolPolicies", policy => policy.Name);
        _matchers = Index(environment.RuleMatchers, "RuleMatchers", matcher => matcher.Name);
        string? builtIn = _policies.Keys.FirstOrDefault(PoolPolicies.IsBuiltIn);
        Require.That(builtIn is null, "PoolPolicies", $"must not contain '{builtIn}', which is built in: give the policy another name.");
    }

    public static RouterStrategies Default { get; } = new(new RouterEnvironment());

    public RouterEnvironment Environment { get; }

    /// <summary>Gets the names of all policies, for messages.</summary>
    public string PolicyNames => string.Join(", ", new[] { PoolPolicies.Random, PoolPolicies.RoundRobin, PoolPolicies.PowerOfTwoChoices, PoolPolicies.LeastRequests, PoolPolicies.ConsistentHash }.Concat(_policies.Keys.Order(StringComparer.Ordinal)));

    /// <summary>Gets the names of all matchers, for messages.</summary>
    public string MatcherNames => _matchers.Count == 0 ? "none" : string.Join(", ", _matchers.Keys.Order(StringComparer.Ordinal));

    public IPoolPolicy? FindPolicy(string name) => _policies.GetValueOrDefault(name);

    public IRuleMatcher? FindMatcher(string name) => _matchers.GetValueOrDefault(name);

    private static FrozenDictionary<string, T> Index<T>(IReadOnlyList<T> strategies, string field, Func<T, string> nameOf)
    {
        Require.That(strategies is not null, field, "must not be null.");
        Dictionary<string, T> byName = new(StringComparer.Ordinal);
        for (int i = 0; i < strategies.Count; i++)
        {
            Require.That(strategies[i] is not null, $"{field}[{i}]", "must not be null.");
            string name = nameOf(strategies[i]);
            Require.That(Require.IsRouterName(name), $"{field}[{i}].Name", $"must be 1 to {Require.MaxNameLength} of the characters A-Z, a-z, 0-9, '.', '_' and '-'.");
            Require.That(byName.TryAdd(name, strategies[i]), $"{field}[{i}].Name", $"'{name}' is there twice.");
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
