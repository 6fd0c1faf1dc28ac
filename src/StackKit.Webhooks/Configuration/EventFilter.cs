using StackKit.Events;

namespace StackKit.Webhooks;

/// <summary>Says which events an endpoint wants.</summary>
internal sealed class EventFilter(WebhookEndpointOptions options)
{
    private readonly string[] _kinds = [.. options.Kinds];
    private readonly string[] _subjects = [.. options.Subjects];
    private readonly EventSeverity _minimumSeverity = options.MinimumSeverity;

    public bool Wants(StackKitEvent told) => told.Severity >= _minimumSeverity && IsAmong(_kinds, told.Kind) && IsAmong(_subjects, told.Subject);

    private static bool IsAmong(string[] patterns, string text)
    {
        foreach (string pattern in patterns)
        {
            if (pattern[^1] == '*'
                ? text.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase)
                : text.Equals(pattern, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return patterns.Length == 0;
    }
}
