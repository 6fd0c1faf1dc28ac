namespace StackKit.Routing;

/// <summary>The rules of a split: deny, then allow.</summary>
internal sealed class RuleProgram
{
    private readonly CompiledRule[] _deny;
    private readonly CompiledRule[] _allow;
    private readonly bool _readsAddress;

    /// <summary>Compiles validated rules.</summary>
    /// <param name="rules">The rules, in order.</param>
    /// <param name="versions">The versions of the arms by index.</param>
    /// <param name="strategies">The matchers of the application.</param>
    public RuleProgram(IReadOnlyList<RouteRule> rules, string[] versions, RouterStrategies strategies)
    {
        CompiledRule[] compiled = [.. rules.Select((rule, number) => new CompiledRule(rule, number, Array.IndexOf(versions, rule.Version), strategies))];
        _deny = Array.FindAll(compiled, rule => rule.Effect == RuleEffect.Deny);
        _allow = Array.FindAll(compiled, rule => rule.Effect == RuleEffect.Allow);
        _readsAddress = Array.Exists(compiled, rule => rule.ReadsAddress);
    }

    /// <summary>Matches a request.</summary>
    /// <param name="context">What is known about the request.</param>
    /// <param name="halted">The arms that no rule may allow, as bits by index.</param>
    public RuleMatch Match(in RouteContext context, ushort halted)
    {
        AddressKey address = _readsAddress ? AddressKey.From(context.RemoteAddress) : default;
        int deny = -1;
        ushort denied = 0;
        foreach (CompiledRule rule in _deny)
        {
            ushort arm = (ushort)(1 << rule.Arm);
            if ((denied & arm) == 0 && rule.Matches(in context, in address))
            {
                denied |= arm;
                deny = deny < 0 ? rule.Number : deny;
            }
        }

        foreach (CompiledRule rule in _allow)
        {
            if (((denied | halted) & (1 << rule.Arm)) == 0 && rule.Matches(in context, in address))
            {
                return new RuleMatch(denied, deny, rule.Number, rule.Arm);
            }
        }

        return new RuleMatch(denied, deny, -1, -1);
    }
}
