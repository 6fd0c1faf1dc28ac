namespace CanaryRelease;

/// <summary>What users saw of one version. Thread-safe.</summary>
internal sealed class Tally
{
    private const int Remembered = 512;

    private readonly Lock _lock = new();
    private readonly double[] _latest = new double[Remembered];
    private long _requests;
    private long _failures;

    public long Requests => Interlocked.Read(ref _requests);

    public long Failures => Interlocked.Read(ref _failures);

    public void Add(bool failed, TimeSpan latency)
    {
        lock (_lock)
        {
            _latest[_requests % Remembered] = latency.TotalMilliseconds;
            _requests++;
            _failures += failed ? 1 : 0;
        }
    }

    /// <summary>Gets the median of the last requests, in milliseconds.</summary>
    public double Median()
    {
        double[] sorted;
        lock (_lock)
        {
            sorted = _latest[..(int)Math.Min(_requests, Remembered)];
        }

        Array.Sort(sorted);
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}
