namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>An abort that holds in this process only, where nothing more is known.</summary>
internal sealed record StoredView(bool Stored);
