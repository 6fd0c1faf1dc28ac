using System.Net;

namespace StackKit.Acceptance.Sites;

/// <summary>One request as its client saw it.</summary>
/// <param name="User">Who sent it; null for nobody in particular.</param>
/// <param name="Version">The version that answered; empty when none said so.</param>
/// <param name="Status">The status; null when there was no answer at all.</param>
internal sealed record Visit(string? User, string Version, HttpStatusCode? Status)
{
    /// <summary>Gets a value indicating whether the client lost.</summary>
    public bool Failed => Status is null || (int)Status >= 500;
}
