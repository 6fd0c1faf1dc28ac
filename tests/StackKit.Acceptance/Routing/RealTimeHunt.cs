using System.Diagnostics;

namespace StackKit.Acceptance.Routing;

/// <summary>Looks for picks of something whose removal had returned before the pick started.</summary>
/// <remarks>
/// In two ways. The remover publishes the number of each removal after it has returned, and a reader reads it before it picks. And a reader publishes the number of
/// its pick, with a full fence, before it picks; the remover notes those numbers after each removal. Only the second way finds a removal that is still in the
/// store buffer of its processor when it returns.
/// </remarks>
internal sealed class RealTimeHunt(IRealTimeTarget target, bool pinned)
{
    private const int Readers = 2;
    private const int MostRemovals = 200_000;
    private const int Spacing = 16; // longs: readers do not share a cache line

    private readonly long[] _attempts = new long[(Readers + 1) * Spacing]; // by reader
    private readonly long[][] _noted = Create(); // by reader and removal: the last pick that may have started before it returned
    private readonly long[][] _last = Create(); // by reader and destination: the last pick of it
    private long _removed;
    private long _picks;
    private long _late;
    private long _collections;
    private bool _isOver;

    /// <summary>Removes and picks for some time, and collects garbage all the while.</summary>
    public RealTimeResult Run(TimeSpan time, CancellationToken cancellationToken)
    {
        Thread[] readers = [.. Enumerable.Range(0, Readers).Select(reader => new Thread(() => Read(reader)) { IsBackground = true })];
        Thread remover = new(() => Remove(time, cancellationToken)) { IsBackground = true };
        Thread collector = new(Collect) { IsBackground = true };
        Thread[] all = [.. readers, remover, collector];
        Array.ForEach(all, thread => thread.Start());
        Array.ForEach(all, thread => thread.Join());
        return new RealTimeResult(_removed, _picks, _collections, _late, CountLateDestinations());
    }

    private long CountLateDestinations()
    {
        long count = 0;
        for (int reader = 0; reader < Readers; reader++)
        {
            for (int generation = 1; generation <= _removed; generation++)
            {
                count += _last[reader][generation] > _noted[reader][generation] ? 1 : 0;
            }
        }

        return count;
    }

    private void Remove(TimeSpan time, CancellationToken cancellationToken)
    {
        Pin();
        long started = Stopwatch.GetTimestamp();
        long generation = 0;
        while (generation < MostRemovals - 1 && Stopwatch.GetElapsedTime(started) < time && !cancellationToken.IsCancellationRequested)
        {
            generation++;
            target.Remove(generation);
            for (int reader = 0; reader < Readers; reader++)
            {
                _noted[reader][generation] = Volatile.Read(ref _attempts[(reader + 1) * Spacing]);
            }

            Interlocked.Exchange(ref _removed, generation);
        }

        Volatile.Write(ref _isOver, true);
    }

    private void Read(int reader)
    {
        Pin();
        long[] last = _last[reader];
        ref long attempts = ref _attempts[(reader + 1) * Spacing];
        long late = 0;
        long attempt = 0;
        while (!Volatile.Read(ref _isOver))
        {
            attempt++;
            long removed = Volatile.Read(ref _removed);
            Interlocked.Exchange(ref attempts, attempt);
            long picked = target.Pick(attempt);
            late += picked <= removed ? 1 : 0;
            last[picked < last.Length ? picked : 0] = attempt;
        }

        Interlocked.Add(ref _late, late);
        Interlocked.Add(ref _picks, attempt);
    }

    private void Collect()
    {
        Pin();
        while (!Volatile.Read(ref _isOver))
        {
            GC.Collect();
            _collections++;

            // One after the other without a pause would keep the remover from allocating at all.
            long removed = Volatile.Read(ref _removed);
            SpinWait.SpinUntil(() => Volatile.Read(ref _removed) != removed || Volatile.Read(ref _isOver));
        }
    }

    private void Pin()
    {
        if (pinned)
        {
            Affinity.PinThread();
        }
    }

    private static long[][] Create() => [.. Enumerable.Range(0, Readers).Select(_ => new long[MostRemovals])];
}
