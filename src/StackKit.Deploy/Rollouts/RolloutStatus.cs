using StackKit.Deploy.Analysis;

namespace StackKit.Deploy;

/// <summary>How a rollout stands, for people who watch.</summary>
/// <param name="State">The state.</param>
/// <param name="Analysis">What the evidence said last; null while there is nothing to compare. It may be half a second old.</param>
public sealed record RolloutStatus(RolloutState State, AnalysisReport? Analysis);
