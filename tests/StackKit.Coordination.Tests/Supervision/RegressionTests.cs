using StackKit.Testing;

namespace StackKit.Coordination.Tests.Supervision;

public sealed class RegressionTests
{
    [Theory]
    [InlineData(RegressionFault.OlderRevision)]
    [InlineData(RegressionFault.OtherEpoch)]
    public async Task ListAsync_StoreWentBack_ThrowsUntilAccepted(RegressionFault fault)
    {
        await using SupervisedStore store = new();
        await store.PutAsync("web/a", "1");
        await store.Supervisor.ListAsync("web/");

        store.Faults.Regression = fault;

        await Assert.ThrowsAsync<StoreRegressedException>(async () => await store.Supervisor.ListAsync("web/"));
        await Assert.ThrowsAsync<StoreRegressedException>(async () => await store.Supervisor.CommitAsync(Transaction.Create().Delete("web/a")));
        await Assert.ThrowsAsync<StoreRegressedException>(async () => await store.Supervisor.AcquireLeaseAsync(TimeSpan.FromSeconds(3)));
        Assert.True(store.Supervisor.IsRegressed);
        Assert.Single((await store.Engine.ListAsync("web/", CancellationToken.None)).Entries);
        Assert.True(store.Supervisor.AcceptRegression());
        Assert.Single((await store.Supervisor.ListAsync("web/")).Entries);
    }

    [Fact]
    public async Task ListAsync_StoreLooksRightAgain_StaysRegressed()
    {
        await using SupervisedStore store = new();
        await store.PutAsync("web/a", "1");
        await store.Supervisor.ListAsync("web/");
        store.Faults.Regression = RegressionFault.OlderRevision;
        await Assert.ThrowsAsync<StoreRegressedException>(async () => await store.Supervisor.ListAsync("web/"));

        store.Faults.Regression = RegressionFault.None;

        await Assert.ThrowsAsync<StoreRegressedException>(async () => await store.Supervisor.ListAsync("web/"));
    }

    [Fact]
    public async Task CommitAsync_AnswerWithAnOlderRevision_Throws()
    {
        await using SupervisedStore store = new();
        await store.Supervisor.CommitAsync(Transaction.Create().Put("web/a", SupervisedStore.Bytes("1")));

        store.Faults.Regression = RegressionFault.OlderRevision;

        await Assert.ThrowsAsync<StoreRegressedException>(
            async () => await store.Supervisor.CommitAsync(Transaction.Create().Put("web/a", SupervisedStore.Bytes("2"))));
    }

    [Fact]
    public async Task Current_StoreWentBack_KeepsLastKnownGoodUntilAccepted()
    {
        await using SupervisedStore store = new();
        await store.PutAsync("web/a", "1");
        StoreView view = store.Supervisor.Watch("web/");
        StoreSnapshot live = await store.IsLiveAsync(view);

        store.Faults.Regression = RegressionFault.OtherEpoch;
        store.Faults.LoseFollows();
        await store.PutAsync("web/b", "1");
        StoreSnapshot regressed = await store.ShowsAsync(view, static snapshot => snapshot.Health == StoreHealth.Regressed);
        store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(live.Entries, regressed.Entries);
        Assert.Equal(StoreHealth.Regressed, view.Current.Health);
        store.Supervisor.AcceptRegression();
        StoreSnapshot adopted = await store.IsLiveAsync(view);

        Assert.Equal(["web/a", "web/b"], adopted.Entries.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Current_RegressionFoundByAnotherView_ShowsInAll()
    {
        await using SupervisedStore store = new();
        await store.PutAsync("web/a", "1");
        StoreView view = store.Supervisor.Watch("web/");
        await store.IsLiveAsync(view);

        store.Faults.Regression = RegressionFault.OtherEpoch;
        store.Supervisor.Watch("api/");
        StoreSnapshot regressed = await store.ShowsAsync(view, static snapshot => snapshot.Health == StoreHealth.Regressed);

        Assert.Single(regressed.Entries);
    }

    [Fact]
    public async Task AcceptRegression_NothingToAccept_ReturnsFalse()
    {
        await using SupervisedStore store = new();

        Assert.False(store.Supervisor.AcceptRegression());
    }
}
