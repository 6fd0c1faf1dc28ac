namespace StackKit.Coordination.Tests.Supervision;

public sealed class StoreViewTests
{
    [Fact]
    public async Task Watch_NewStore_GoesFromConnectingToLive()
    {
        await using SupervisedStore store = new();
        await store.PutAsync("web/a", "1");
        store.Faults.IsDown = true;
        StoreView view = store.Supervisor.Watch("web/");
        StoreSnapshot first = view.Current;

        store.Faults.IsDown = false;
        StoreSnapshot live = await store.IsLiveAsync(view);

        Assert.Equal(StoreHealth.Connecting, first.Health);
        Assert.False(first.IsLoaded);
        Assert.Equal(0, first.Version);
        Assert.Equal(TimeSpan.MaxValue, first.GetAge());
        Assert.Equal(["web/a"], live.Entries.Keys, StringComparer.Ordinal);
        Assert.True(live.Version > first.Version);
    }

    [Fact]
    public async Task Watch_SamePrefixTwice_ReturnsOneView()
    {
        await using SupervisedStore store = new();

        StoreView view = store.Supervisor.Watch("web/");

        Assert.Same(view, store.Supervisor.Watch("web/"));
        Assert.NotSame(view, store.Supervisor.Watch("api/"));
    }

    [Fact]
    public async Task WaitForChangeAsync_EntryPut_ReturnsItWithAGreaterVersion()
    {
        await using SupervisedStore store = new();
        StoreView view = store.Supervisor.Watch("web/");
        StoreSnapshot empty = await store.IsLiveAsync(view);

        ValueTask<StoreSnapshot> wait = view.WaitForChangeAsync(empty.Version);
        await store.PutAsync("web/a", "1");
        StoreSnapshot changed = await wait;

        Assert.Equal(empty.Version + 1, changed.Version);
        Assert.Equal(["web/a"], changed.Entries.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task WaitForChangeAsync_Cancelled_Throws()
    {
        await using SupervisedStore store = new();
        StoreView view = store.Supervisor.Watch("web/");
        StoreSnapshot live = await store.IsLiveAsync(view);
        using CancellationTokenSource cancel = new();

        ValueTask<StoreSnapshot> wait = view.WaitForChangeAsync(live.Version, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await wait);
    }

    [Fact]
    public async Task WaitForChangeAsync_SupervisorDisposed_Throws()
    {
        await using SupervisedStore store = new();
        StoreView view = store.Supervisor.Watch("web/");
        StoreSnapshot live = await store.IsLiveAsync(view);

        ValueTask<StoreSnapshot> wait = view.WaitForChangeAsync(live.Version);
        await store.Supervisor.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await wait);
        Assert.Same(live.Entries, view.Current.Entries);
    }

    [Fact]
    public async Task Current_StoreDown_KeepsLastKnownGoodAsStale()
    {
        await using SupervisedStore store = new();
        await store.PutAsync("web/a", "1");
        StoreView view = store.Supervisor.Watch("web/");
        StoreSnapshot live = await store.IsLiveAsync(view);

        store.Faults.IsDown = true;
        StoreSnapshot stale = await store.ShowsAsync(view, static snapshot => snapshot.Health == StoreHealth.Stale);
        store.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Same(live.Entries, stale.Entries);
        Assert.Same(live.Entries, view.Current.Entries);
        Assert.True(view.Current.GetAge() >= TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Current_StoreBackAfterChanges_ShowsThemWithoutAnEmptyMoment()
    {
        await using SupervisedStore store = new();
        await store.PutAsync("web/a", "1");
        StoreView view = store.Supervisor.Watch("web/");
        await store.IsLiveAsync(view);
        store.Faults.IsDown = true;
        await store.ShowsAsync(view, static snapshot => snapshot.Health == StoreHealth.Stale);
        await store.PutAsync("web/b", "1");

        store.Faults.IsDown = false;
        StoreSnapshot back = await store.ShowsAsync(
            view,
            snapshot =>
            {
                Assert.True(snapshot.Entries.ContainsKey("web/a"));
                return snapshot.Health == StoreHealth.Live;
            });

        Assert.Equal(["web/a", "web/b"], back.Entries.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Current_StoreHangsSilently_TurnsStaleAndRecovers()
    {
        await using SupervisedStore store = new();
        StoreView view = store.Supervisor.Watch("web/");
        await store.IsLiveAsync(view);

        store.Faults.IsHanging = true;
        StoreSnapshot stale = await store.ShowsAsync(view, static snapshot => snapshot.Health == StoreHealth.Stale);
        store.Faults.IsHanging = false;
        await store.PutAsync("web/a", "1");
        StoreSnapshot live = await store.ShowsAsync(view, static snapshot => snapshot.Entries.Count == 1);

        Assert.True(stale.IsLoaded);
        Assert.Equal(StoreHealth.Live, live.Health);
    }

    [Fact]
    public async Task Current_FollowLost_ListsAgain()
    {
        await using SupervisedStore store = new();
        StoreView view = store.Supervisor.Watch("web/");
        await store.IsLiveAsync(view);
        int before = store.Faults.ListCalls;

        store.Faults.LoseFollows();
        await store.PutAsync("web/a", "1");
        await store.ShowsAsync(view, static snapshot => snapshot.Entries.Count == 1 && snapshot.Health == StoreHealth.Live);

        Assert.True(store.Faults.ListCalls > before);
    }

    [Fact]
    public async Task Current_EqualContentAfterResync_KeepsTheEntries()
    {
        await using SupervisedStore store = new();
        await store.PutAsync("web/a", "1");
        StoreView view = store.Supervisor.Watch("web/");
        StoreSnapshot first = await store.IsLiveAsync(view);

        store.Faults.LoseFollows();
        await store.ShowsAsync(view, static snapshot => snapshot.Health == StoreHealth.Stale);
        StoreSnapshot again = await store.IsLiveAsync(view);

        Assert.Same(first.Entries, again.Entries);
    }

    [Fact]
    public async Task Retry_StoreDownForLong_GrowsToTheMaximumDelay()
    {
        await using SupervisedStore store = new();
        store.Faults.IsDown = true;
        store.Supervisor.Watch("web/");
        await Condition.HoldsAsync(() => store.Faults.ListCalls > 10, store.Time, TimeSpan.FromMilliseconds(500));
        int before = store.Faults.ListCalls;

        for (int second = 0; second < 60; second++)
        {
            await Condition.PassAsync(store.Time, TimeSpan.FromSeconds(1));
        }

        Assert.InRange(store.Faults.ListCalls - before, 0, 30);
    }

    [Fact]
    public async Task Current_TransactionsOfTwoKeys_AreNeverShownByHalf()
    {
        await using SupervisedStore store = new();
        StoreView view = store.Supervisor.Watch("web/");
        StoreSnapshot seen = await store.IsLiveAsync(view);
        Task writer = Task.Run(async () =>
        {
            for (int i = 0; i < 300; i++)
            {
                byte[] value = SupervisedStore.Bytes($"{i}");
                await store.Engine.CommitAsync(Transaction.Create().Put("web/a", value).Put("web/b", value), CancellationToken.None);
                await Task.Yield();
            }
        });

        do
        {
            seen = await view.WaitForChangeAsync(seen.Version);
            Assert.Equal(2, seen.Entries.Count);
            Assert.Equal(seen.Entries["web/a"].Revision, seen.Entries["web/b"].Revision);
        }
        while (seen.Entries["web/a"].Revision < 300);

        await writer;
    }
}
