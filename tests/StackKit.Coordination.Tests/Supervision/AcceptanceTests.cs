using StackKit.Testing;

namespace StackKit.Coordination.Tests.Supervision;

public sealed class AcceptanceTests
{
    [Fact]
    public async Task AnnounceAcceptanceAsync_StoreWasAcceptedByAnotherProcess_IsAcceptedHereToo()
    {
        await using SupervisedStore one = new();
        await one.PutAsync("web/a", "1");
        await using SupervisedStore other = new(one);
        StoreView view = other.Supervisor.Watch("web/");
        await other.IsLiveAsync(view);
        await one.IsLiveAsync(one.Supervisor.Watch("web/"));
        await RegressAsync(one);
        await RegressAsync(other);

        Assert.True(one.Supervisor.AcceptRegression());
        Assert.True((await one.Supervisor.AnnounceAcceptanceAsync("ana")).IsCommitted);
        await other.ShowsAsync(view, static snapshot => snapshot.Health == StoreHealth.Live);

        Assert.False(other.Supervisor.IsRegressed);
    }

    [Fact]
    public async Task AnnounceAcceptanceAsync_BeforeTheRegression_IsNoAnswerToIt()
    {
        await using SupervisedStore one = new();
        await one.IsLiveAsync(one.Supervisor.Watch("web/"));
        Assert.True((await one.Supervisor.AnnounceAcceptanceAsync("ana")).IsCommitted);
        await using SupervisedStore other = new(one);
        await other.IsLiveAsync(other.Supervisor.Watch("web/"));
        int before = other.Faults.ListCalls;

        await RegressAsync(other);
        await Condition.HoldsAsync(() => other.Faults.ListCalls > before + 5, other.Time, TimeSpan.FromMilliseconds(500));

        Assert.True(other.Supervisor.IsRegressed);
    }

    private static async Task RegressAsync(SupervisedStore store)
    {
        store.Faults.Regression = RegressionFault.OtherEpoch;
        store.Faults.LoseFollows();
        await store.ShowsAsync(store.Supervisor.Watch("web/"), static snapshot => snapshot.Health == StoreHealth.Regressed);
    }
}
