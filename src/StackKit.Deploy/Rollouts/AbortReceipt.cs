namespace StackKit.Deploy;

/// <summary>What became of an abort.</summary>
/// <param name="Stored">
/// True when the leader has taken it. False when the store did not answer: then this process sends nothing to the candidate any more,
/// and the abort is stored as soon as the store answers.
/// </param>
public sealed record AbortReceipt(bool Stored);
