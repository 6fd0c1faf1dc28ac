namespace StackKit.Deploy;

/// <summary>The names of the strategies that come with StackKit.</summary>
public static class StrategyNames
{
    /// <summary>Explicit steps: weights, pauses, analyses, rules, hooks and gates in any order.</summary>
    public const string Canary = "Canary";

    /// <summary>Equal steps of weight at equal intervals.</summary>
    public const string Linear = "Linear";
}
