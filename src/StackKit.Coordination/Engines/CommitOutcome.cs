namespace StackKit.Coordination;

/// <summary>What became of a transaction.</summary>
public enum CommitOutcome
{
    /// <summary>The answer was lost: the transaction was applied wholly or not at all, and the caller must re-read before it acts.</summary>
    Unknown,

    /// <summary>The transaction was applied.</summary>
    Committed,

    /// <summary>An expectation did not hold, or a lease had ended. Nothing was applied.</summary>
    Conflict,
}
