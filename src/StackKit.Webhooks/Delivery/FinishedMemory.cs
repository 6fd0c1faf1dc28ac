using System.Text.Json;
using StackKit.Coordination;

namespace StackKit.Webhooks;

/// <summary>Remembers which events of one endpoint are finished, bounded in number and age. Used by the one that delivers.</summary>
internal sealed class FinishedMemory
{
    private const int MaximumForgottenAtOnce = 16;

    private readonly Queue<(string Key, DateTimeOffset At)> _marks = new();
    private readonly OutboxKeys _keys;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _timeProvider;

    private FinishedMemory(OutboxKeys keys, WebhookOptions options, TimeProvider timeProvider)
    {
        _keys = keys;
        _options = options;
        _timeProvider = timeProvider;
    }

    public static async Task<FinishedMemory> LoadAsync(OutboxKeys keys, WebhookOptions options, CoordinationSupervisor store, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        FinishedMemory memory = new(keys, options, timeProvider);
        Listing listing = await store.ListAsync(keys.Finished, cancellationToken).ConfigureAwait(false);
        foreach (Entry entry in listing.Entries.OrderBy(static entry => entry.Revision))
        {
            memory._marks.Enqueue((entry.Key, Read(entry)));
        }

        return memory;
    }

    /// <summary>Lists the oldest marks that are too many or too old, a few at a time.</summary>
    public IReadOnlyList<string> FindForgotten(int coming)
    {
        DateTimeOffset oldest = _timeProvider.GetUtcNow() - _options.MemoryAge;
        int tooMany = _marks.Count + coming - _options.MemoryLimit;
        return [.. _marks.TakeWhile((mark, index) => index < tooMany || mark.At < oldest).Take(MaximumForgottenAtOnce).Select(static mark => mark.Key)];
    }

    /// <summary>Takes over what was committed: the forgotten ones are gone, and one is new.</summary>
    public void Commit(int forgotten, string? name)
    {
        for (int i = 0; i < forgotten; i++)
        {
            _marks.Dequeue();
        }

        if (name is not null)
        {
            _marks.Enqueue((_keys.Mark(name), _timeProvider.GetUtcNow()));
        }
    }

    private static DateTimeOffset Read(Entry entry)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Value.Span, OutboxJson.Default.FinishedMark)?.At ?? DateTimeOffset.MinValue;
        }
        catch (JsonException)
        {
            return DateTimeOffset.MinValue;
        }
    }
}
