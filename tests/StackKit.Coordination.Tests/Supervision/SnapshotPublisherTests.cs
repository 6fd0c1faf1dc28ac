using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;

namespace StackKit.Coordination.Tests.Supervision;

public sealed class SnapshotPublisherTests
{
    private static readonly ImmutableSortedDictionary<string, Entry> Empty = ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);

    [Fact]
    public void Update_ThousandChangesInASecond_PublishesAtMostTwentyFive()
    {
        FakeTimeProvider time = new();
        using SnapshotPublisher publisher = new(TimeSpan.FromMilliseconds(50), time);
        publisher.Load(Empty);
        long before = publisher.Current.Version;
        ImmutableSortedDictionary<string, Entry> entries = Empty;

        for (int i = 0; i < 1000; i++)
        {
            entries = entries.SetItem($"web/{i}", new Entry($"web/{i}", default, i + 1, null));
            publisher.Update(entries);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.InRange(publisher.Current.Version - before, 19, 25);
        Assert.Same(entries, publisher.Current.Entries);
    }

    [Fact]
    public void Update_FirstChangeAfterAPause_IsPublishedAtOnce()
    {
        FakeTimeProvider time = new();
        using SnapshotPublisher publisher = new(TimeSpan.FromMilliseconds(50), time);
        publisher.Load(Empty);
        time.Advance(TimeSpan.FromMilliseconds(50));

        publisher.Update(Empty.Add("a", new Entry("a", default, 1, null)));

        Assert.Single(publisher.Current.Entries);
    }

    [Fact]
    public void Degrade_ChangeStillHeldBack_IsPublishedWithIt()
    {
        FakeTimeProvider time = new();
        using SnapshotPublisher publisher = new(TimeSpan.FromMilliseconds(50), time);
        publisher.Load(Empty);
        publisher.Update(Empty.Add("a", new Entry("a", default, 1, null)));

        publisher.Degrade(StoreHealth.Stale);

        Assert.Single(publisher.Current.Entries);
        Assert.Equal(StoreHealth.Stale, publisher.Current.Health);
    }

    [Fact]
    public void Load_SameContent_ConfirmsWithoutANewVersion()
    {
        FakeTimeProvider time = new();
        using SnapshotPublisher publisher = new(TimeSpan.Zero, time);
        ImmutableSortedDictionary<string, Entry> entries = Empty.Add("a", new Entry("a", default, 1, null));
        publisher.Load(entries);
        StoreSnapshot first = publisher.Current;
        time.Advance(TimeSpan.FromSeconds(9));

        publisher.Load(Empty.Add("a", new Entry("a", default, 1, null)));

        Assert.Equal(first.Version, publisher.Current.Version);
        Assert.Equal(TimeSpan.Zero, publisher.Current.GetAge());
        Assert.Equal(TimeSpan.FromSeconds(9), first.GetAge());
    }
}
