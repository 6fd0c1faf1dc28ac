namespace Shop;

/// <summary>Makes requests take their time, and some of them fail. Thread-safe.</summary>
internal sealed class Behaviour(ShopOptions options, TimeProvider timeProvider)
{
    private const double MedianMilliseconds = 4;
    private const double Spread = 0.35; // of the logarithm: nine in ten take less than 1.6 times the median

    private readonly Lock _lock = new();
    private readonly Random _random = options.Seed is int seed ? new Random(seed) : new Random();
    private Fault _fault = options.ToFault();

    public Fault Fault
    {
        get => Volatile.Read(ref _fault);
        set => Volatile.Write(ref _fault, value);
    }

    /// <summary>Takes as long as a request does.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="marked">Whether the request is marked to fail.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it shall fail.</returns>
    public async Task<bool> PassAsync(Fault fault, bool marked, CancellationToken cancellationToken)
    {
        (double milliseconds, double luck, double tail) = Draw();
        TimeSpan time = TimeSpan.FromMilliseconds((milliseconds * fault.Slow) + fault.DelayMs + (tail < fault.Tail ? fault.TailMs : 0));
        await Task.Delay(time, timeProvider, cancellationToken);
        return luck < fault.Error || (marked && fault.FailMarked);
    }

    private (double Milliseconds, double Luck, double Tail) Draw()
    {
        lock (_lock)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
            return (MedianMilliseconds * Math.Exp(Spread * normal), _random.NextDouble(), _random.NextDouble());
        }
    }
}
