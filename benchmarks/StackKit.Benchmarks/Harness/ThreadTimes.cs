namespace StackKit.Benchmarks.Harness;

/// <summary>Nanoseconds per operation and thread.</summary>
/// <param name="One">The least of one thread alone.</param>
/// <param name="Two">The first decile of the slower of two threads that ran together; not a number when they never did.</param>
internal sealed record ThreadTimes(double One, double Two)
{
    public double Ratio => Two / One;
}
