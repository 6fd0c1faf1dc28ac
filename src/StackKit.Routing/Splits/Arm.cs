namespace StackKit.Routing;

/// <summary>One version of a split and its weight.</summary>
/// <param name="Version">The version: 1 to 128 visible characters, unique within the split.</param>
/// <param name="Weight">The weight: finite and not negative, in any unit; only its share of the sum matters. A version of weight 0 receives nothing, except by an Allow rule.</param>
public sealed record Arm(string Version, double Weight)
{
    /// <summary>Gets how many failed requests this router may cause on the version.</summary>
    /// <remarks>
    /// A request is admitted only while failures and requests in flight together stay below the budget, so failures never exceed it. Only
    /// requests begun with <see cref="Router.TryBegin(in RouteContext, out RouteDecision)"/> can be admitted; a pure pick never takes the version.
    /// A later split that carries the same version with the same budget continues it; any other starts a new one.
    /// </remarks>
    /// <value>Zero or more; null, the default, means no budget.</value>
    public long? FailureBudget { get; init; }
}
