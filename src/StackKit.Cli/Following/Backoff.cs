namespace StackKit.Cli.Following;

/// <summary>Longer and longer pauses up to a bound, none like another, so that many tools do not return at the same instant.</summary>
internal sealed class Backoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private TimeSpan _next;

    public Backoff(TimeSpan first, TimeSpan longest)
    {
        _first = first;
        _longest = longest;
        _next = first;
    }

    public TimeSpan Next()
    {
        TimeSpan jittered = _next * (0.75 + (Random.Shared.NextDouble() / 2));
        _next = _next * 2 < _longest ? _next * 2 : _longest;
        return jittered;
    }

    public void Reset() => _next = _first;
}
