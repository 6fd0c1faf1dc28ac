namespace StackKit.Routing;

/// <summary>What the arms of one generation share, for decisions that outlive their snapshot: small, so that the rules themselves can go.</summary>
/// <param name="versions">The versions by index.</param>
/// <param name="ruleNames">The names of the rules by number.</param>
internal sealed class ArmSiblings(string[] versions, string[] ruleNames)
{
    public string[] Versions { get; } = versions;

    public string[] RuleNames { get; } = ruleNames;
}
