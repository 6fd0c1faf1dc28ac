namespace StackKit.Deploy;

/// <summary>Whether there is room for more instances, and what they will cost.</summary>
/// <param name="IsSufficient">False refuses the rollout before anything is touched.</param>
/// <param name="Statement">A sentence for people, such as <c>about 240 MiB of memory, of 12.4 GiB that are free.</c>, at most 4,096 characters.</param>
public sealed record TargetCapacity(bool IsSufficient, string Statement);
