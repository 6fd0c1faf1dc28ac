namespace StackKit.Routing;

/// <summary>A condition that an <see cref="IRuleMatcher"/> compiled.</summary>
/// <remarks>
/// Called during a choice, from many threads at once: implementations are thread-safe and should neither block, allocate, nor read a clock. What it throws
/// reaches the caller of the router, and nothing is counted.
/// </remarks>
public interface IRuleCondition
{
    /// <summary>Says whether a request fulfils the condition.</summary>
    /// <param name="context">What is known about the request; valid during the call only.</param>
    bool Matches(in RouteContext context);
}
