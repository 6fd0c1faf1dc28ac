using System.Runtime.InteropServices;

namespace StackKit.Coordination;

/// <summary>The answer to a commit. The default value is <see cref="Unknown"/>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CommitResult
{
    private CommitResult(CommitOutcome outcome, long revision)
    {
        Outcome = outcome;
        Revision = revision;
    }

    /// <summary>Gets the answer when an expectation failed.</summary>
    public static CommitResult Conflict => new(CommitOutcome.Conflict, 0);

    /// <summary>Gets the answer when it is not known whether the transaction was applied.</summary>
    public static CommitResult Unknown => default;

    /// <summary>Gets what became of the transaction.</summary>
    public CommitOutcome Outcome { get; }

    /// <summary>Gets the revision that every entry put by the transaction has now; the store's revision when it changed nothing.</summary>
    /// <value>0 unless <see cref="IsCommitted"/>.</value>
    public long Revision { get; }

    /// <summary>Gets a value indicating whether the transaction was applied.</summary>
    public bool IsCommitted => Outcome == CommitOutcome.Committed;

    /// <summary>Makes the answer for an applied transaction.</summary>
    /// <param name="revision">The revision of the commit.</param>
    /// <returns>The answer.</returns>
    public static CommitResult Committed(long revision) => new(CommitOutcome.Committed, revision);
}
