using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace StackKit.Acceptance.Gateways.Child;

/// <summary>When a request was last routed to each version, and how many were. Thread-safe.</summary>
internal sealed class RoutedRequests
{
    private readonly ConcurrentDictionary<string, (long Count, long Last)> _versions = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _versions.ToDictionary(v => v.Key, v => v.Value.Count, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Last => _versions.ToDictionary(v => v.Key, v => v.Value.Last, StringComparer.Ordinal);

    /// <summary>Notes a request that has just been routed. The moment is read after the choice, so that it is never too early.</summary>
    public Task NoteAsync(HttpContext context, RequestDelegate next)
    {
        _versions.AddOrUpdate(context.GetRouteDecision().Version, static (_, now) => (1, now), static (_, before, now) => (before.Count + 1, Math.Max(before.Last, now)), Stopwatch.GetTimestamp());
        return next(context);
    }
}
