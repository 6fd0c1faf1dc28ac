using System.Text.Json;

namespace StackKit.Acceptance.Api;

/// <summary>One endpoint of the API with what a client may send to it; <c>{id}</c> stands for a rollout.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the prefix.</param>
/// <param name="Body">A body that is right; null for none.</param>
/// <param name="BadBody">A body in which <paramref name="BadField"/> is wrong.</param>
/// <param name="BadField">The field that an answer must name.</param>
/// <param name="NeedsRollout">Whether the state refuses it while there is no rollout under way.</param>
internal sealed record ApiEndpoint(string Method, string Path, string? Body = null, string? BadBody = null, string? BadField = null, bool NeedsRollout = false)
{
    public static IReadOnlyList<ApiEndpoint> All { get; } =
    [
        new("GET", "services"),
        new("GET", "services/shop/rollout"),
        new("GET", "services/shop/rollouts"),
        new("GET", "services/shop/rollouts/{id}"),
        new("GET", "services/shop/rollouts/{id}/events"),
        new("GET", "services/shop/rollouts/{id}/evidence"),
        new("GET", "services/shop/rollouts/{id}/why"),
        new("POST", "services/shop/forecast", """{"version":"2"}""", """{"version":2}""", "version"),
        new("POST", "services/shop/rollouts", """{"version":"2","reason":"r"}""", """{"version":"2","reson":"r"}""", "reson"),
        new("POST", "services/shop/rollout/pause", "{}", """{"reason":1}""", "reason", true),
        new("POST", "services/shop/rollout/resume", "{}", """{"reason":["r"]}""", "reason", true),
        new("POST", "services/shop/rollout/promote", "{}", """{"rolloutId":"../state"}""", "rolloutId", true),
        new("POST", "services/shop/rollout/promote-full", "{}", """{"actor":"root"}""", "actor", true),
        new("POST", "services/shop/rollout/abort", "{}", """{"reason":"a\u0007b"}""", "reason", true),
        new("POST", "services/shop/rollout/retry", "{}", """{"reason":"a","reason":"b"}""", "reason", true),
        new("POST", "services/shop/rollback", "{}", """{"version":"a/b"}""", "version", true),
        new("POST", "services/shop/gates/go/approve", """{"reason":"r"}""", "{}", "reason", true),
        new("POST", "services/shop/gates/go/reject", """{"reason":"r"}""", """{"reason":" "}""", "reason", true),
        new("POST", "adopt", """{"reason":"r"}""", """{"reason":null}""", "reason", true),
    ];

    /// <summary>Gets the body of an abort or the like that names a rollout.</summary>
    public static string ForRollout(string id) => JsonSerializer.Serialize(new { rolloutId = id });

    public string For(string id) => Path.Replace("{id}", id, StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path}";
}
