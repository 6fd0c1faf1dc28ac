using System.Text.Json;
using StackKit.Coordination;

namespace StackKit.Webhooks;

/// <summary>Says which event of one endpoint is sent next, and when. For one caller at a time.</summary>
/// <remarks>
/// Each subject keeps its order and has its pauses of its own, so that an event which the receiver cannot digest holds up its subject only; who
/// waited longest for a turn comes first. A receiver that fails whatever it is given is asked less and less often for all of them together.
/// </remarks>
internal sealed class DeliveryQueue(Endpoint endpoint, RetryPause pause, TimeProvider timeProvider)
{
    private readonly Dictionary<string, PendingEvent> _events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SubjectLane> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _removed = new(StringComparer.Ordinal);
    private readonly long _started = timeProvider.GetTimestamp();
    private TimeSpan _due;
    private int _failures;
    private long _turn;

    public int Count => _events.Count;

    private TimeSpan Now => timeProvider.GetElapsedTime(_started);

    /// <summary>Takes over what the store holds. What was removed here does not come back because the view lags.</summary>
    public void Sync(IReadOnlyDictionary<string, Entry> entries)
    {
        foreach (PendingEvent gone in _events.Values.Where(pending => !entries.TryGetValue(pending.Key, out Entry? entry) || !pending.IsOf(entry)).ToArray())
        {
            Take(gone);
        }

        foreach (string key in _removed.Keys.Where(key => !entries.ContainsKey(key)).ToArray())
        {
            _removed.Remove(key);
        }

        foreach (Entry entry in entries.Values.Where(entry => !_events.ContainsKey(entry.Key) && entry.Revision > _removed.GetValueOrDefault(entry.Key)))
        {
            Add(entry);
        }
    }

    /// <summary>Finds an event that has been answered for good, and is still in the outbox.</summary>
    public PendingEvent? FindAnswered(IReadOnlyDictionary<string, (long Revision, string How)> answered)
    {
        foreach ((string key, (long revision, _)) in answered)
        {
            if (_events.TryGetValue(key, out PendingEvent? pending) && pending.Revision == revision)
            {
                return pending;
            }
        }

        return null;
    }

    /// <summary>Finds an event that must not be sent: too old, or not readable.</summary>
    public PendingEvent? FindHopeless()
    {
        TimeSpan now = Now;
        foreach (SubjectLane lane in _lanes.Values)
        {
            if (lane.Head.Content is null || lane.Head.Expires <= now)
            {
                return lane.Head;
            }
        }

        return null;
    }

    /// <summary>Finds the event whose turn it is; null when all have to wait.</summary>
    public PendingEvent? FindDue()
    {
        TimeSpan now = Now;
        if (_due > now)
        {
            return null;
        }

        SubjectLane? next = null;
        foreach (SubjectLane lane in _lanes.Values)
        {
            if (lane.Due <= now && (next is null || (lane.Turn, lane.Head.Revision).CompareTo((next.Turn, next.Head.Revision)) < 0))
            {
                next = lane;
            }
        }

        return next?.Head;
    }

    /// <summary>Measures how long nothing has to be done unless the store changes.</summary>
    public TimeSpan GetWait()
    {
        TimeSpan earliest = TimeSpan.MaxValue;
        foreach (SubjectLane lane in _lanes.Values)
        {
            TimeSpan due = lane.Due > _due ? lane.Due : _due;
            earliest = Least(earliest, Least(due, lane.Head.Expires));
        }

        return earliest == TimeSpan.MaxValue ? TimeSpan.MaxValue : earliest > Now ? earliest - Now : TimeSpan.Zero;
    }

    /// <summary>Forgets an event that is finished, or that the store no longer has.</summary>
    public void Remove(PendingEvent pending)
    {
        Take(pending);
        _removed[pending.Key] = pending.Revision;
    }

    /// <summary>Takes note that the receiver is in order.</summary>
    public void Succeeded(PendingEvent pending)
    {
        _failures = 0;
        _due = TimeSpan.Zero;
        TakeTurn(pending);
    }

    /// <summary>Lets an event wait that failed.</summary>
    /// <returns>The pause of its subject, and how often it has failed in a row.</returns>
    public (TimeSpan Pause, int Failures) Failed(PendingEvent pending, TimeSpan? retryAfter)
    {
        TimeSpan now = Now;
        _failures++;
        TimeSpan forAll = Most(pause.After(_failures), retryAfter ?? TimeSpan.Zero);
        _due = now + forAll;
        if (TakeTurn(pending) is not { } lane)
        {
            return (forAll, _failures);
        }

        lane.Failures++;
        TimeSpan forSubject = Most(pause.After(lane.Failures), retryAfter ?? TimeSpan.Zero);
        lane.Due = now + forSubject;
        return (Most(forAll, forSubject), lane.Failures);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Most(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private SubjectLane? TakeTurn(PendingEvent pending)
    {
        if (!_lanes.TryGetValue(pending.Subject, out SubjectLane? lane))
        {
            return null;
        }

        lane.Turn = ++_turn;
        return lane;
    }

    private void Add(Entry entry)
    {
        OutboxEntry? content = Read(entry);

        // From here on the age is measured by the monotonic clock: a clock that is set cannot make events old.
        TimeSpan age = content is null ? TimeSpan.Zero : Most(timeProvider.GetUtcNow() - content.Stored, TimeSpan.Zero);
        PendingEvent pending = new(entry.Key, entry.Revision, content, Now + endpoint.MaxAge - age);
        _events.Add(entry.Key, pending);
        if (!_lanes.TryGetValue(pending.Subject, out SubjectLane? lane))
        {
            _lanes.Add(pending.Subject, lane = new SubjectLane { Turn = _turn }); // behind those who wait already
        }

        lane.Add(pending);
    }

    private void Take(PendingEvent pending)
    {
        if (_events.Remove(pending.Key) && _lanes.TryGetValue(pending.Subject, out SubjectLane? lane))
        {
            lane.Remove(pending);
            if (lane.IsEmpty)
            {
                _lanes.Remove(pending.Subject);
            }
        }
    }

    private static OutboxEntry? Read(Entry entry)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Value.Span, OutboxJson.Default.OutboxEntry);
        }
        catch (JsonException)
        {
            return null; // another version wrote it, or something else than this package
        }
    }
}
