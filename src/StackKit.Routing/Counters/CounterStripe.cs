namespace StackKit.Routing;

/// <summary>The counters of one arm that the threads of one stripe write.</summary>
/// <remarks>
/// A request is in exactly one of the two histograms: evidence or not. A writer counts the request before its failure and a reader reads them the
/// other way round, so a reader never sees more failures than requests.
/// </remarks>
internal sealed class CounterStripe
{
    public const int Failures = Padding;
    public const int Neither = Padding + 1;
    public const int ForcedRequests = Padding + 2;
    public const int ForcedFailures = Padding + 3;
    public const int AnalysisFailures = Padding + 4;
    public const int RawFailures = Padding + 5;
    public const int AnalysisTicks = Padding + 6;
    public const int OtherTicks = Padding + 7;
    public const int AnalysisBuckets = Padding + 8;
    public const int OtherBuckets = AnalysisBuckets + LatencyBuckets.Count;
    public const int Length = OtherBuckets + LatencyBuckets.Count + Padding;

    private const int Padding = 16; // longs: keeps the cells off the cache lines of neighbouring objects

    private readonly long[] _cells = new long[Length];

    public void Increment(int cell) => Interlocked.Increment(ref _cells[cell]);

    public void Add(int cell, long amount) => Interlocked.Add(ref _cells[cell], amount);

    /// <summary>Adds all cells to a sum.</summary>
    /// <param name="sum">Takes the cells, by the same indices.</param>
    /// <param name="take">Whether to empty the cells.</param>
    public void AddTo(long[] sum, bool take)
    {
        for (int i = Padding; i < Length - Padding; i++)
        {
            sum[i] += take ? Interlocked.Exchange(ref _cells[i], 0) : Volatile.Read(ref _cells[i]);
        }
    }
}
