namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>One guarded commit of a leader, and what became of it.</summary>
/// <param name="Begun">When it was asked for.</param>
/// <param name="Ended">When it was answered.</param>
/// <param name="Token">The fencing token that guards it.</param>
/// <param name="What">See <see cref="CommitNote.What"/>.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Sequence">The number of the last event that it stored; 0 for none.</param>
/// <param name="Phase">The phase that it stored.</param>
internal sealed record LeaderCommit(long Begun, long Ended, long Token, string What, string Outcome, long Sequence, string Phase)
{
    public bool IsCommitted => Outcome == "Committed";
}
