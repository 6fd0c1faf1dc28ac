namespace StackKit.Deploy;

/// <summary>What a hook says.</summary>
/// <param name="Passed">True lets the rollout go on, false undoes it.</param>
/// <param name="Detail">What is kept as evidence, at most 4,096 characters; null means nothing.</param>
public sealed record HookResult(bool Passed, string? Detail);
