namespace StackKit.Routing;

/// <summary>Admits requests while failures and requests in flight together stay below a limit, so that failures can never exceed it.</summary>
internal sealed class BudgetGate(long limit)
{
    private long _reserved; // failures + in flight
    private long _failures;

    public long Limit { get; } = limit;

    public long Failures => Volatile.Read(ref _failures);

    public bool TryReserve()
    {
        long seen = Volatile.Read(ref _reserved);
        while (seen < Limit)
        {
            long before = Interlocked.CompareExchange(ref _reserved, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Gives a reservation back.</summary>
    public void Return() => Interlocked.Decrement(ref _reserved);

    /// <summary>Turns a reservation into a failure, for good.</summary>
    public void Spend() => Interlocked.Increment(ref _failures);
}
