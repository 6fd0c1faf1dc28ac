using System.Collections.Immutable;

namespace StackKit.Coordination;

/// <summary>What is known about a prefix at one moment. Immutable.</summary>
public sealed class StoreSnapshot
{
    private readonly TimeProvider _timeProvider;

    internal StoreSnapshot(long version, ImmutableSortedDictionary<string, Entry> entries, StoreHealth health, long? lastConfirmed, TimeProvider timeProvider)
    {
        Version = version;
        Entries = entries;
        Health = health;
        LastConfirmed = lastConfirmed;
        _timeProvider = timeProvider;
    }

    /// <summary>Gets the version within its view; it grows with every change of <see cref="Entries"/> or <see cref="Health"/>.</summary>
    /// <value>0 until anything is known.</value>
    public long Version { get; }

    /// <summary>Gets the entries by key, in ordinal order. They never mix the states before and after a commit.</summary>
    public ImmutableSortedDictionary<string, Entry> Entries { get; }

    /// <summary>Gets how far the entries can be trusted.</summary>
    public StoreHealth Health { get; }

    /// <summary>Gets the time stamp, of the supervisor's <see cref="TimeProvider"/>, at which the store last confirmed the entries.</summary>
    /// <value><see langword="null"/> as long as the store has never answered.</value>
    public long? LastConfirmed { get; }

    /// <summary>Gets a value indicating whether the store has ever answered, so that absence in <see cref="Entries"/> means something.</summary>
    public bool IsLoaded => LastConfirmed is not null;

    /// <summary>Measures how long ago the store last confirmed the entries.</summary>
    /// <returns>The monotonic time since then; <see cref="TimeSpan.MaxValue"/> when it never did.</returns>
    public TimeSpan GetAge() => LastConfirmed is { } timestamp ? _timeProvider.GetElapsedTime(timestamp) : TimeSpan.MaxValue;
}
