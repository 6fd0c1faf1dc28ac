namespace StackKit.Routing;

/// <summary>How a pool chooses between its endpoints.</summary>
public enum PoolPolicy
{
    /// <summary>Independent weighted random choices. The default.</summary>
    Random,

    /// <summary>
    /// In turn, by one counter that all threads share: exact, and slower than <see cref="Random"/> when several cores do nothing but choose. With
    /// unequal weights a low-discrepancy sequence instead of a plain cycle.
    /// </summary>
    RoundRobin,
}
