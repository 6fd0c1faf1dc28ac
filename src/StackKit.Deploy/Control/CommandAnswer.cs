namespace StackKit.Deploy.Control;

/// <summary>What the leader answered to a command.</summary>
/// <param name="CommandId">The command.</param>
/// <param name="RolloutId">The rollout it was about; null when there is none.</param>
/// <param name="Error">Why it was refused; null when it was done.</param>
internal sealed record CommandAnswer(string CommandId, string? RolloutId, string? Error)
{
    /// <summary>Gets what was done about it, when there is more than one way; null otherwise.</summary>
    public string? Text { get; init; }
}
