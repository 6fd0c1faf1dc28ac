namespace StackKit.Routing;

/// <summary>What a rule does with the requests it matches.</summary>
public enum RuleEffect
{
    /// <summary>They go to the version, also at weight 0.</summary>
    Allow,

    /// <summary>They never go to the version. Deny wins over Allow.</summary>
    Deny,
}
