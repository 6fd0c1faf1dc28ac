namespace StackKit.Deploy.Analysis;

/// <summary>How the comparison with stable and the fixed ceiling of <see cref="AnalysisOptions.MaxErrorRate"/> make one piece of evidence.</summary>
public enum AbsoluteRateCombination
{
    /// <summary>
    /// The average of both: either reason suffices. Also rolls back in an outage that hits both versions, because the ceiling really is broken then.
    /// </summary>
    Either = 0,

    /// <summary>The smaller of both: the candidate must be worse than stable and above the ceiling. Outages shared with stable cause no rollback.</summary>
    Both = 1,
}
