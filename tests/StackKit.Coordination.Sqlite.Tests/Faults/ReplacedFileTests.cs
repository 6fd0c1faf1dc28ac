using Microsoft.Extensions.Logging.Abstractions;
using StackKit.Coordination.Sqlite.Tests.Following;
using StackKit.Coordination.Sqlite.Tests.Processes;

namespace StackKit.Coordination.Sqlite.Tests.Faults;

public sealed class ReplacedFileTests : IDisposable
{
    private static readonly TimeSpan s_noticed = TimeSpan.FromSeconds(2);

    private readonly StoreFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(1), TimeProvider.System);

    public static TheoryData<string> Kinds() =>
        ["deleted", "emptied", "deleted with its log", "recreated", "replaced by another store", "restored from a backup", "restored in place"];

    private string Backup => Path.Combine(_folder.Folder, "backup.db");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Watch_FileIsReplaced_EveryProcessSaysRegressedWithinTwoSeconds(string kind)
    {
        await using SqliteEngine engine = _folder.Open();
        await FillAsync(engine);
        await using ChildProcess one = new(_folder.File);
        await using ChildProcess two = new(_folder.File);
        await using CoordinationSupervisor supervisor = new(engine, TimeProvider.System, NullLogger<CoordinationSupervisor>.Instance);
        StoreView view = supervisor.Watch("web/");
        foreach (ChildProcess process in new[] { one, two })
        {
            await process.TellAsync("watch web/");
            await process.HearAsync(static line => line == "health Live", _limit.Token);
        }

        await Condition.HoldsAsync(() => view.Current.Health == StoreHealth.Live);

        await Replacement.ApplyAsync(kind, _folder, Backup);
        long replaced = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(
            one.HearAsync(static line => line == "health Regressed", _limit.Token),
            two.HearAsync(static line => line == "health Regressed", _limit.Token),
            Condition.HoldsAsync(() => view.Current.Health == StoreHealth.Regressed));

        Assert.InRange(TimeProvider.System.GetElapsedTime(replaced), TimeSpan.Zero, s_noticed);
        Assert.True(supervisor.IsRegressed);
        Assert.Equal("kept", Store.Text(view.Current.Entries["web/a"]));
        await Assert.ThrowsAsync<StoreRegressedException>(async () => await supervisor.CommitAsync(Store.Put("web/b", "1")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Engine_FileIsReplaced_ResetsRefusesAndGoesOnAfterAList(string kind)
    {
        await using SqliteEngine engine = _folder.Open();
        Listing before = await FillAsync(engine);
        ILease lease = await engine.LeaseAsync(TimeSpan.FromHours(1));
        await engine.ApplyAsync(Store.Put("web/leased", "1", lease));
        await using Follower follower = new(engine, "web/", before.Cursor);
        await follower.CaughtUpAsync();

        await Replacement.ApplyAsync(kind, _folder, Backup);

        await Condition.HoldsAsync(() => follower.IsReset && lease.Lost.IsCompleted);
        StoreUnavailableException refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.CommitAsync(Store.Put("web/b", "1")));
        Assert.Contains("replaced", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.LeaseAsync(TimeSpan.FromSeconds(5)));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await lease.RenewAsync(CancellationToken.None));
        Listing after = await engine.ListAsync();
        Assert.DoesNotContain(after.Entries, static entry => entry.Key == "web/b");
        Assert.True(after.StoreEpoch != before.StoreEpoch || after.Revision < before.Revision + 1);
        await engine.ApplyAsync(Store.Put("web/b", "1"));
    }

    [Fact]
    public async Task List_FileIsReplaced_TellsOfTheSuccessorAtOnce()
    {
        await using SqliteEngine engine = _folder.Open();
        Listing before = await FillAsync(engine);

        await Replacement.ApplyAsync("replaced by another store", _folder, Backup);

        Listing after = await engine.ListAsync();
        Assert.NotEqual(before.StoreEpoch, after.StoreEpoch, StringComparer.Ordinal);
        Assert.Equal("other=19", await engine.TellAsync());
    }

    [Fact]
    public async Task Commit_FileIsReplacedBeforeAnyoneNoticed_IsRefused()
    {
        await using SqliteEngine engine = _folder.Open();
        await FillAsync(engine);

        await Replacement.ApplyAsync("replaced by another store", _folder, Backup);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.CommitAsync(Store.Put("web/b", "1")));
        Assert.Equal("other=19", await engine.TellAsync());
    }

    [Fact]
    public async Task Commit_FileIsDeletedWhileItCommits_IsUnknown()
    {
        await using SqliteEngine engine = _folder.Open();
        await FillAsync(engine);
        engine.Store.Committing = () => File.Delete(_folder.File);

        CommitResult result = await engine.CommitAsync(Store.Put("web/b", "1"));

        Assert.Equal(CommitOutcome.Unknown, result.Outcome);
    }

    [Fact]
    public async Task Replace_FormerLogIsLeftBehind_IsNotTakenForThatOfTheSuccessor()
    {
        await using SqliteEngine first = _folder.Open();
        await using SqliteEngine second = _folder.Open();
        await FillAsync(first);
        await second.ListAsync();

        await Replacement.ApplyAsync("replaced by another store", _folder, Backup);

        Assert.Equal("other=19", await second.TellAsync());
        await second.ApplyAsync(Store.Put("web/new", "1"));
        Assert.Equal("other=19 web/new=1", await first.TellAsync());
        await first.DisposeAsync();
        await second.DisposeAsync();
        await using SqliteEngine third = _folder.Open();
        Assert.Equal("other=19 web/new=1", await third.TellAsync());
    }

    [Fact]
    public async Task AcceptRegression_FileWasDeleted_GoesOnWithAnEmptyStore()
    {
        await using SqliteEngine engine = _folder.Open();
        await FillAsync(engine);
        await using CoordinationSupervisor supervisor = new(engine, TimeProvider.System, NullLogger<CoordinationSupervisor>.Instance);
        StoreView view = supervisor.Watch("web/");
        await Condition.HoldsAsync(() => view.Current.Health == StoreHealth.Live);
        await Replacement.ApplyAsync("deleted", _folder, Backup);
        await Condition.HoldsAsync(() => supervisor.IsRegressed);

        Assert.True(supervisor.AcceptRegression());

        await Condition.HoldsAsync(() => view.Current is { Health: StoreHealth.Live, Entries.IsEmpty: true });
        CommitResult result = await supervisor.CommitAsync(Store.Put("web/b", "1"));
        Assert.Equal(CommitOutcome.Committed, result.Outcome);
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private async Task<Listing> FillAsync(SqliteEngine engine)
    {
        await engine.ApplyAsync(Store.Put("web/a", "kept"));
        Replacement.BackUp(_folder.File, Backup);
        for (int i = 0; i < 5; i++)
        {
            await engine.ApplyAsync(Store.Put("web/c", $"{i}"));
        }

        return await engine.ListAsync();
    }
}
