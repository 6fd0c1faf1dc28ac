using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Counters;

public sealed class KeyTableTests
{
    [Fact]
    public void Record_Keys_TellsFirstRequestsAndFirstFailures()
    {
        KeyTable table = new();

        Assert.True(table.Record(7, failed: false, out bool firstFailure));
        Assert.False(firstFailure);
        Assert.False(table.Record(7, failed: true, out firstFailure));
        Assert.True(firstFailure);
        Assert.False(table.Record(7, failed: true, out firstFailure));
        Assert.False(firstFailure);
        Assert.True(table.Record(8, failed: true, out firstFailure));
        Assert.True(firstFailure);
        Assert.Equal((2, 2), (table.Count, table.TopFailures));
    }

    [Fact]
    public void Record_MoreKeysThanFit_KeepsTheFirstAndCountsNoOthers()
    {
        KeyTable table = new();
        Random random = new(1);
        ulong[] keys = [.. Enumerable.Range(0, KeyTable.MaxKeys + 5000).Select(_ => (ulong)random.NextInt64() | 1)];

        int added = keys.Count(key => table.Record(key, failed: false, out _));
        int again = keys.Count(key => table.Record(key, failed: false, out _));
        int failed = keys.Count(key => table.Record(key, failed: true, out bool first) | first);

        Assert.Equal((KeyTable.MaxKeys, KeyTable.MaxKeys, 0, KeyTable.MaxKeys), (added, table.Count, again, failed));
    }

    [Fact]
    public void Record_SameKeysOnEightThreads_AddsEachOnce()
    {
        KeyTable table = new();
        int added = 0;
        int firstFailures = 0;

        RunOnThreads(8, number =>
        {
            Random random = new(number);
            ulong[] keys = [.. Enumerable.Range(1, 20_000).Select(i => (ulong)i * 0x9E37_79B9_7F4A_7C15)];
            random.Shuffle(keys);
            foreach (ulong key in keys)
            {
                Interlocked.Add(ref added, table.Record(key, failed: true, out bool first) ? 1 : 0);
                Interlocked.Add(ref firstFailures, first ? 1 : 0);
            }
        });

        Assert.Equal((20_000, 20_000, 20_000, 8), (added, firstFailures, table.Count, table.TopFailures));
    }

    [Fact]
    public void Record_KeysThatCollideInEverySegment_AreBoundedByTheWindows()
    {
        KeyTable table = new();

        int added = Enumerable.Range(1, 1000).Count(i => table.Record((ulong)i << 32, failed: false, out _));
        int again = Enumerable.Range(1, 1000).Count(i => table.Record((ulong)i << 32, failed: false, out _));

        Assert.Equal((table.Count, 0), (added, again));
        Assert.InRange(added, 16, 16 * 4);
    }
}
