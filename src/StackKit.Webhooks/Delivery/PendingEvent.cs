using StackKit.Coordination;

namespace StackKit.Webhooks;

/// <summary>An event of the outbox, as the one that delivers knows it.</summary>
/// <param name="Key">Its key in the store.</param>
/// <param name="Revision">Its revision there, which also says its place in the order.</param>
/// <param name="Content">What it says; null when it cannot be read.</param>
/// <param name="Expires">When it is given up, on the monotonic clock of the queue.</param>
internal sealed record PendingEvent(string Key, long Revision, OutboxEntry? Content, TimeSpan Expires)
{
    /// <summary>Gets the name that its keys and its idempotency key share.</summary>
    public string Name => OutboxKeys.LastOf(Key);

    public string Subject => Content?.Subject ?? "";

    /// <summary>Gets the id of the event for logs.</summary>
    public string Label => Content is null ? Name : BoundedText.ToPlain(Content.Id, 100);

    public bool IsOf(Entry entry) => entry.Key == Key && entry.Revision == Revision;
}
