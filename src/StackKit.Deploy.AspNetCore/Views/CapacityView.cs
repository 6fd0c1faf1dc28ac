namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>Whether there is room for the candidate.</summary>
internal sealed record CapacityView(bool IsSufficient, string Statement);
