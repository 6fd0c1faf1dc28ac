using Microsoft.Extensions.Logging.Abstractions;
using StackKit.Coordination.Tests.Supervision;

namespace StackKit.Coordination.Tests.Election;

public sealed class LeaderElectionTests
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task RunAsync_OneCampaigner_LeadsWithTheRevisionAsToken()
    {
        await using SupervisedStore store = new();
        await using Campaigner campaigner = new(store, "a");

        await campaigner.LeadsAsync();
        Entry entry = Assert.Single((await store.Supervisor.ListAsync("election/")).Entries);

        Assert.Equal(entry.Revision, campaigner.Leadership.FencingToken);
        Assert.Equal("a"u8.ToArray(), entry.Value.ToArray());
        Assert.NotNull(entry.LeaseId);
    }

    [Fact]
    public async Task RunAsync_TimePasses_LeaderStays()
    {
        await using SupervisedStore store = new();
        await using Campaigner campaigner = new(store, "a");
        await campaigner.LeadsAsync();

        for (int i = 0; i < 300; i++)
        {
            await Condition.PassAsync(store.Time, Step * 2);
        }

        Assert.Equal(1, campaigner.Terms);
        Assert.True(campaigner.Leadership.IsHeld);
    }

    [Fact]
    public async Task DisposeAsync_Leader_HandsOverWithAGreaterToken()
    {
        await using SupervisedStore store = new();
        await using Campaigner first = new(store, "a");
        await first.LeadsAsync();
        await using Campaigner second = new(store, "b");
        await Condition.HoldsAsync(() => store.Faults.ListCalls > 0);

        await first.DisposeAsync();
        await second.LeadsAsync();

        Assert.False(first.IsLeading);
        Assert.True(second.Leadership.FencingToken > first.Leadership.FencingToken);
    }

    [Fact]
    public async Task RunAsync_LeaderCutOff_StepsDownBeforeTheStoreGivesTheKeyAway()
    {
        await using SupervisedStore store = new();
        await using Campaigner campaigner = new(store, "a");
        await campaigner.LeadsAsync();
        bool wasHeldWhenItStoppedLeading = false;

        store.Faults.IsDown = true;
        await Condition.HoldsAsync(
            () =>
            {
                bool isGone = !campaigner.Leadership.IsHeld;
                wasHeldWhenItStoppedLeading = isGone && IsHeldInStore(store);
                return isGone;
            },
            store.Time,
            TimeSpan.FromMilliseconds(10));

        Assert.True(wasHeldWhenItStoppedLeading);
        await Condition.HoldsAsync(() => !campaigner.IsLeading);
        await Condition.HoldsAsync(() => !IsHeldInStore(store), store.Time, Step);
    }

    [Fact]
    public async Task RunAsync_LeaderHangs_StepsDownAtTwoThirdsOfTheTtl()
    {
        await using SupervisedStore store = new();
        await using Campaigner campaigner = new(store, "a");
        await campaigner.LeadsAsync();
        store.Faults.IsHanging = true;
        long started = store.Time.GetTimestamp();

        await Condition.HoldsAsync(() => !campaigner.Leadership.IsHeld, store.Time, TimeSpan.FromMilliseconds(10));

        // The last renewal was at most a third of the time to live ago; the clock ran on while the loss was on its way here.
        Assert.True(store.Time.GetElapsedTime(started) >= Ttl / 3);
        Assert.True(IsHeldInStore(store));
    }

    [Fact]
    public async Task RunAsync_KeyTakenByForce_IsNoticedAtTheNextRenewal()
    {
        await using SupervisedStore store = new();
        await using Campaigner campaigner = new(store, "a");
        await campaigner.LeadsAsync();

        await store.PutAsync("election/leader", "usurper");
        await Condition.HoldsAsync(() => !campaigner.IsLeading, store.Time, Step);

        Assert.False(campaigner.Leadership.IsHeld);
    }

    [Fact]
    public async Task Guard_FormerLeader_MakesItsCommitsConflict()
    {
        await using SupervisedStore store = new();
        await using Campaigner campaigner = new(store, "a");
        await campaigner.LeadsAsync();
        Transaction write = campaigner.Leadership.Guard(Transaction.Create().Put("state", SupervisedStore.Bytes("1")));

        CommitResult asLeader = await store.Supervisor.CommitAsync(write);
        await campaigner.DisposeAsync();
        CommitResult asFormer = await store.Supervisor.CommitAsync(write);

        Assert.Equal(CommitOutcome.Committed, asLeader.Outcome);
        Assert.Equal(CommitOutcome.Conflict, asFormer.Outcome);
    }

    [Fact]
    public async Task RunAsync_AnswerOfTheClaimLost_LeadsByWhatTheStoreSays()
    {
        await using SupervisedStore store = new();
        ClaimLosingEngine engine = new(store.Engine);
        await using CoordinationSupervisor supervisor = new(engine, store.Time, NullLogger<CoordinationSupervisor>.Instance);
        await using LeaderElection election = new(supervisor, "election/leader", "a", Ttl, store.Time, NullLogger<LeaderElection>.Instance);
        TaskCompletionSource<Leadership> won = new(TaskCreationOptions.RunContinuationsAsynchronously);

        Task run = election.RunAsync((leadership, _) =>
        {
            won.SetResult(leadership);
            return Task.CompletedTask;
        });
        await run;

        Assert.Equal(1, engine.Lost);
        Assert.Equal(1, (await won.Task).FencingToken);
    }

    [Fact]
    public async Task RunAsync_WorkEnds_ResignsAndReturns()
    {
        await using SupervisedStore store = new();
        await using LeaderElection election = NewElection(store, "a");

        await election.RunAsync(static (_, _) => Task.CompletedTask);

        Assert.False(IsHeldInStore(store));
    }

    [Fact]
    public async Task RunAsync_WorkThrows_ResignsAndThrows()
    {
        await using SupervisedStore store = new();
        await using LeaderElection election = NewElection(store, "a");

        await Assert.ThrowsAsync<InvalidDataException>(() => election.RunAsync(static (_, _) => throw new InvalidDataException()));

        Assert.False(IsHeldInStore(store));
    }

    [Fact]
    public async Task RunAsync_RunningAlready_Throws()
    {
        await using SupervisedStore store = new();
        await using Campaigner campaigner = new(store, "a");

        await Assert.ThrowsAsync<InvalidOperationException>(() => campaigner.Election.RunAsync(static (_, _) => Task.CompletedTask));
    }

    [Fact]
    public async Task RunAsync_FiveCampaignersUnderFaults_NeverTwoAtOnceAndTokensGrow()
    {
        await using SupervisedStore store = new();
        TermLog log = new();
        Campaigner[] campaigners = [.. Enumerable.Range(0, 5).Select(number => new Campaigner(new SupervisedStore(store), $"c{number}", log))];
        Random random = new(20);

        for (int round = 0; round < 12; round++)
        {
            await Condition.HoldsAsync(() => campaigners.Any(static campaigner => campaigner.IsLeading), store.Time, Step);
            Campaigner leader = campaigners.First(static campaigner => campaigner.IsLeading);
            bool isDown = random.Next(2) == 0;
            leader.Store.Faults.IsDown = isDown;
            leader.Store.Faults.IsHanging = !isDown;
            await Condition.HoldsAsync(() => !leader.IsLeading, store.Time, Step);
            leader.Store.Faults.IsDown = false;
            leader.Store.Faults.IsHanging = false;
        }

        foreach (Campaigner campaigner in campaigners)
        {
            await campaigner.DisposeAsync();
            await campaigner.Store.DisposeAsync();
        }

        Assert.True(log.Tokens.Count >= 12);
        Assert.Equal(log.Tokens.Distinct().Order(), log.Tokens);
        Assert.Equal(0, log.Overlaps);
    }

    private static LeaderElection NewElection(SupervisedStore store, string owner) =>
        new(store.Supervisor, "election/leader", owner, Ttl, store.Time, NullLogger<LeaderElection>.Instance);

    private static bool IsHeldInStore(SupervisedStore store)
    {
        ValueTask<CommitResult> free = store.Engine.CommitAsync(Transaction.Create().ExpectAbsent("election/leader"), CancellationToken.None);
        return !(free.IsCompletedSuccessfully && free.Result.IsCommitted);
    }
}
