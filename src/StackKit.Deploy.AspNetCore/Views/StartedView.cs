namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>A release that was asked for; it begins when the rollout before it has ended.</summary>
internal sealed record StartedView(string Id, string Service, string Candidate);
