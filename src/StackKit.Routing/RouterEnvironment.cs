namespace StackKit.Routing;

/// <summary>What a router takes from the application around it: the clock, the place where it runs, and strategies of one's own.</summary>
/// <remarks>Immutable. It is validated when it is given to a <see cref="Router"/> or a <see cref="RouterSet"/>.</remarks>
public sealed record RouterEnvironment
{
    /// <summary>Gets the clock, for slow start and ejections.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets the region where the application runs, for <see cref="LocalityPreference.Region"/>.</summary>
    /// <value>The default is null: unknown, and no region is preferred.</value>
    public string? Region { get; init; }

    /// <summary>Gets the zone where the application runs, for <see cref="LocalityPreference.Zone"/>.</summary>
    /// <value>The default is null: unknown, and no zone is preferred.</value>
    public string? Zone { get; init; }

    /// <summary>Gets the share of all callers of the region that run in the zone of the application.</summary>
    /// <value>Above 0 and at most 1. The default is null: every zone that has endpoints has equally many callers.</value>
    public double? ZoneCallerShare { get; init; }

    /// <summary>Gets the policies that pools can name besides <see cref="Routing.PoolPolicies"/>.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<IPoolPolicy> PoolPolicies { get; init; } = [];

    /// <summary>Gets the matchers that rules can name in <see cref="RouteRule.Custom"/>.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<IRuleMatcher> RuleMatchers { get; init; } = [];
}
