namespace StackKit.Deploy;

/// <summary>Something that <see cref="RolloutPlanCheck"/> found.</summary>
/// <param name="Path">The setting, such as <c>StackKit:Deploy:Services:shop:Canary:Steps:0:Weight</c>.</param>
/// <param name="Text">What is wrong and what to write instead: a sentence that begins with the setting.</param>
/// <param name="IsNote">
/// True when nothing is wrong with the setting, but the application must register what it names: that cannot be seen in configuration.
/// False when the application would not start.
/// </param>
public sealed record PlanProblem(string Path, string Text, bool IsNote);
