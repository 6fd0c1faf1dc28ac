using StackKit.Deploy.Analysis;

namespace StackKit.Deploy;

/// <summary>Why a rollout is where it is.</summary>
public sealed record RolloutReason
{
    /// <summary>Gets a short word for programs, such as <c>ErrorRate</c>, <c>HarmBudget</c> or <c>Abort</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Gets a sentence for people.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the evidence that the decision rests on; null when it was not decided by evidence.</summary>
    public AnalysisReport? Evidence { get; init; }
}
