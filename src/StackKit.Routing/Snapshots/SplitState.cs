using System.Collections.Frozen;

namespace StackKit.Routing;

/// <summary>A split as compiled when it was set: arms in ordinal order of their versions, and rules.</summary>
internal sealed class SplitState
{
    private SplitState(Split configured, RuleProgram? rules, FrozenSet<string> halted, ArmState[] arms, long hashSeed)
    {
        Configured = configured;
        Rules = rules;
        Halted = halted;
        Arms = arms;
        HashSeed = hashSeed;
    }

    public Split Configured { get; }

    public RuleProgram? Rules { get; }

    public FrozenSet<string> Halted { get; }

    /// <summary>Gets the arms in ordinal order, those of weight 0 included.</summary>
    public ArmState[] Arms { get; }

    public long HashSeed { get; }

    /// <summary>Compiles a validated split.</summary>
    /// <param name="configured">The split, with its final epoch and generation.</param>
    /// <param name="previous">The split before it, whose budgets are continued; null when it is the first.</param>
    /// <param name="ledger">Where its arms are counted.</param>
    public static SplitState Create(Split configured, SplitState? previous, CounterLedger ledger)
    {
        Arm[] ordered = Order(configured);
        RuleProgram? rules = configured.Rules.Count == 0 ? null : new RuleProgram(configured.Rules, Array.ConvertAll(ordered, arm => arm.Version));
        ArmState[] arms = CreateArms(configured, ordered, [], previous, ledger);
        return new SplitState(configured, rules, [], arms, StickyHash.SeedOf(configured.Salt));
    }

    /// <summary>Takes a version out: weight 0, and the rules that allow it off.</summary>
    public SplitState Halt(string version, CounterLedger ledger)
    {
        FrozenSet<string> halted = Halted.Append(version).ToFrozenSet(StringComparer.Ordinal);
        return new SplitState(Configured, Rules, halted, CreateArms(Configured, Order(Configured), halted, this, ledger), HashSeed);
    }

    private static Arm[] Order(Split split) => [.. split.Arms.OrderBy(arm => arm.Version, StringComparer.Ordinal)];

    private static ArmState[] CreateArms(Split split, Arm[] ordered, FrozenSet<string> halted, SplitState? previous, CounterLedger ledger)
    {
        double[] shares = Array.ConvertAll(ordered, arm => halted.Contains(arm.Version) ? 0 : arm.Weight);
        Fractions.Normalize(shares);
        ArmState[] arms = new ArmState[ordered.Length];
        for (int i = 0; i < arms.Length; i++)
        {
            Arm arm = ordered[i];
            arms[i] = new ArmState(ledger, arm.Version, i, shares[i], split.Epoch, split.Generation, ContinueBudget(arm, previous));
        }

        return arms;
    }

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
