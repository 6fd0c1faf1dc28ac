namespace StackKit.Coordination.Tests.Election;

/// <summary>Keeps the terms of several campaigners and counts those that began while an earlier one was still held.</summary>
internal sealed class TermLog
{
    private readonly Lock _lock = new();
    private readonly List<Leadership> _terms = [];

    public int Overlaps { get; private set; }

    public IReadOnlyList<long> Tokens
    {
        get
        {
            lock (_lock)
            {
                return [.. _terms.Select(static term => term.FencingToken)];
            }
        }
    }

    public void Begin(Leadership leadership)
    {
        lock (_lock)
        {
            Overlaps += _terms.Count(static term => term.IsHeld);
            _terms.Add(leadership);
        }
    }
}
