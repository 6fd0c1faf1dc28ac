using System.Runtime.CompilerServices;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Decides in every way while a router is updated, and counts what its thread allocates.</summary>
internal sealed class StormReader(Router router)
{
    private const int Batch = 1_000;
    private const int Reports = 10;

    private readonly TimeSpan _latency = TimeSpan.FromMilliseconds(3);

    /// <summary>Gets how many decisions were made.</summary>
    public long Decisions { get; private set; }

    /// <summary>Gets how many decisions there should have been and were not.</summary>
    public long Missing { get; private set; }

    /// <summary>Gets the bytes that decisions allocated.</summary>
    public long Bytes { get; private set; }

    /// <summary>Gets the bytes that reports allocated: the counters of a generation are made when it first counts something.</summary>
    public long ReportBytes { get; private set; }

    public void Read(Func<bool> isOver)
    {
        Decide();
        while (!isOver())
        {
            Bytes += CountBytes();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Report();
            ReportBytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    // Not inlined: the compiler might otherwise move an allocation of the caller in between.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long CountBytes()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Decide();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Decide()
    {
        int missing = 0;
        for (int i = 0; i < Batch; i++)
        {
            missing += router.TryPick(out RouteDecision plain) && plain.Endpoint is not null ? 0 : 1;
            missing += router.TryPick("somebody", out RouteDecision keyed) && keyed.Endpoint is not null ? 0 : 1;
            missing += router.TryPick(new RouteContext { StickyKey = "somebody", User = "somebody" }, out RouteDecision known) && known.Endpoint is not null ? 0 : 1;
            bool begun = router.TryBegin("somebody", out RouteDecision flying) && flying.Endpoint is not null;
            missing += begun ? 0 : 1;
            if (begun)
            {
                router.Release(in flying);
            }
        }

        Missing += missing;
        Decisions += 4 * Batch;
    }

    private void Report()
    {
        for (int i = 0; i < Reports; i++)
        {
            if (router.TryBegin(out RouteDecision decision))
            {
                router.Report(in decision, Outcome.Success, _latency);
            }
        }
    }
}
