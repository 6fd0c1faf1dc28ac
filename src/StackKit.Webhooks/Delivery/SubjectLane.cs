namespace StackKit.Webhooks;

/// <summary>The events of one subject, in their order. Only the first one is ever sent.</summary>
internal sealed class SubjectLane
{
    private readonly SortedDictionary<long, PendingEvent> _events = [];

    /// <summary>Gets the first event.</summary>
    public PendingEvent Head { get; private set; } = null!;

    public bool IsEmpty => _events.Count == 0;

    /// <summary>Gets or sets how often the first event failed in a row.</summary>
    public int Failures { get; set; }

    /// <summary>Gets or sets when the first event may be sent.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>Gets or sets when the lane had its last turn, or came, as a running number.</summary>
    public long Turn { get; set; }

    public void Add(PendingEvent pending)
    {
        _events[pending.Revision] = pending;
        FindHead();
    }

    public void Remove(PendingEvent pending)
    {
        _events.Remove(pending.Revision);
        FindHead();
    }

    private void FindHead()
    {
        PendingEvent? head = _events.Count == 0 ? null : _events.First().Value;
        if (head is not null && head != Head)
        {
            Head = head;
            Failures = 0;
            Due = TimeSpan.Zero;
        }
    }
}
