using System.Collections.Frozen;

namespace StackKit.Routing;

/// <summary>A split as compiled when it was set: arms in ordinal order of their versions, and rules.</summary>
internal sealed class SplitState
{
    private SplitState(Split configured, RuleProgram? rules, FrozenSet<string> halted, SplitState? previous, CounterLedger ledger)
    {
        Configured = configured;
        Rules = rules;
        Halted = halted;
        HashSeed = StickyHash.SeedOf(configured.Salt);
        Arm[] ordered = Order(configured);
        ArmSiblings siblings = new(Array.ConvertAll(ordered, arm => arm.Version), [.. configured.Rules.Select(rule => rule.Name)]);
        double[] shares = Array.ConvertAll(ordered, arm => halted.Contains(arm.Version) ? 0 : arm.Weight);
        Fractions.Normalize(shares);
        Arms = new ArmState[ordered.Length];
        for (int i = 0; i < Arms.Length; i++)
        {
            Arm arm = ordered[i];
            Arms[i] = new ArmState(ledger, siblings, arm.Version, i, shares[i], configured.Epoch, configured.Generation, ContinueBudget(arm, previous));
        }
    }

    public Split Configured { get; }

    public RuleProgram? Rules { get; }

    public FrozenSet<string> Halted { get; }

    /// <summary>Gets the arms in ordinal order, those of weight 0 included.</summary>
    public ArmState[] Arms { get; }

    public long HashSeed { get; }

    /// <summary>Compiles a validated split.</summary>
    /// <param name="configured">The split, with its final epoch, generation and history.</param>
    /// <param name="previous">The split before it, whose budgets are continued; null when it is the first.</param>
    /// <param name="strategies">The matchers of the application.</param>
    /// <param name="ledger">Where its arms are counted.</param>
    public static SplitState Create(Split configured, SplitState? previous, RouterStrategies strategies, CounterLedger ledger)
    {
        RuleProgram? rules = configured.Rules.Count == 0 ? null : new RuleProgram(configured.Rules, Array.ConvertAll(Order(configured), arm => arm.Version), strategies);
        return new SplitState(configured, rules, [], previous, ledger);
    }

    /// <summary>Takes a version out: weight 0, and the rules that allow it off.</summary>
    public SplitState Halt(string version, CounterLedger ledger) =>
        new(Configured, Rules, Halted.Append(version).ToFrozenSet(StringComparer.Ordinal), this, ledger);

    /// <summary>Gets the layout of sticky keys where weights before matter.</summary>
    /// <returns>The runs of slots; null where the present weights say it all.</returns>
    public IReadOnlyList<StickyRun>? LayOut()
    {
        StickyHistory history = Configured.History ?? StickyHistory.Empty;
        if (Configured.Mode != SplitMode.Sticky || !StickyLayout.NeedsHistory(history, Configured.Arms))
        {
            return null;
        }

        history = history.Append(Configured.Arms);
        foreach (string version in Halted)
        {
            // As if the weights without it had followed; the next split continues from where it stood before.
            history = history.Append([.. history.Steps[^1].Select(arm => arm.Version == version ? arm with { Weight = 0 } : arm)]);
        }

        return StickyLayout.Replay(history)?.ToRuns();
    }

    private static Arm[] Order(Split split) => [.. split.Arms.OrderBy(arm => arm.Version, StringComparer.Ordinal)];

    private static BudgetGate? ContinueBudget(Arm arm, SplitState? previous)
    {
        if (arm.FailureBudget is not { } limit)
        {
            return null;
        }

        BudgetGate? before = previous is null ? null : Array.Find(previous.Arms, a => a.Version == arm.Version)?.Budget;
        return before?.Limit == limit ? before : new BudgetGate(limit);
    }
}
