namespace StackKit.Routing;

/// <summary>One version under one generation of the split: what was in force, and what happened.</summary>
internal sealed partial class ArmState
{
    private readonly CounterLedger _ledger;

    public ArmState(CounterLedger ledger, ArmSiblings siblings, string version, int index, double share, long epoch, long generation, BudgetGate? budget)
    {
        _ledger = ledger;
        Siblings = siblings;
        Version = version;
        Index = index;
        Share = share;
        Epoch = epoch;
        Generation = generation;
        Budget = budget;
    }

    public string Version { get; }

    /// <summary>Gets the place among the versions of the split in ordinal order, which is that of the sticky intervals.</summary>
    public int Index { get; }

    public double Share { get; }

    public long Epoch { get; }

    public long Generation { get; }

    public BudgetGate? Budget { get; }

    /// <summary>Gets what all arms of the generation share.</summary>
    public ArmSiblings Siblings { get; }

    /// <summary>Gets the requests in flight that have no endpoint; those that have one are counted there.</summary>
    public FlightCells InFlight { get; } = new();

    public bool BelongsTo(CounterLedger ledger) => ReferenceEquals(_ledger, ledger);
}
