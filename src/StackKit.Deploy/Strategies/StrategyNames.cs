namespace StackKit.Deploy;

/// <summary>The names of the strategies that come with StackKit.</summary>
public static class StrategyNames
{
    /// <summary>Explicit steps: weights, pauses, analyses, rules, hooks and gates in any order.</summary>
    public const string Canary = "Canary";

    /// <summary>A whole second set of instances, checked without users, then everybody at once.</summary>
    public const string BlueGreen = "BlueGreen";

    /// <summary>Equal steps of weight at equal intervals.</summary>
    public const string Linear = "Linear";
}
