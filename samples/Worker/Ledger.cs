using System.Collections.Concurrent;

namespace Worker;

/// <summary>Who handled what: the proof that every message was handled once.</summary>
public sealed class Ledger
{
    private readonly ConcurrentDictionary<long, int> _times = [];
    private readonly ConcurrentDictionary<string, int> _versions = new(StringComparer.Ordinal);
    private int _givenUp;

    public int Count => _times.Count;

    public int GivenUp => Volatile.Read(ref _givenUp);

    public int Twice => _times.Values.Count(static times => times > 1);

    public int CountOf(string version) => _versions.GetValueOrDefault(version);

    public void Handled(Message message, string version)
    {
        _times.AddOrUpdate(message.Number, 1, static (_, times) => times + 1);
        _versions.AddOrUpdate(version, 1, static (_, count) => count + 1);
    }

    public void GaveUp(Message message) => Interlocked.Increment(ref _givenUp);
}
