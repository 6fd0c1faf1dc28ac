using StackKit.Coordination;

namespace StackKit.Testing;

/// <summary>The numbered statements that every coordination engine must fulfil.</summary>
/// <remarks>
/// Independent of a test framework: give each statement a fresh <see cref="EngineFixture"/> and call
/// <see cref="ConformanceStatement{TFixture}.TryAsync"/>. Numbers never change their meaning; gaps are room for statements to come.
/// </remarks>
public static class EngineConformanceSuite
{
    private const string Shared = "a store shared between processes";
    private const string Durable = "a store that outlives its process";
    private const string Process = "a fixture that can kill a process, and a store shared between processes";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Gets all statements, by ascending number.</summary>
    public static IReadOnlyList<ConformanceStatement<EngineFixture>> Statements { get; } =
    [
        For(1, "A new store is empty and keeps its epoch from one list to the next.", CommitStatements.EmptyStoreAsync),
        For(2, "A list sees every acknowledged put, with the revision of its commit.", CommitStatements.ReadYourWriteAsync),
        For(3, "Every commit has a greater revision than the one before, deletes included.", CommitStatements.RevisionsGrowAsync),
        For(4, "A list holds exactly what is under its prefix, in ordinal order.", CommitStatements.PrefixesAsync),
        For(5, "An entry expected to be absent is created once.", CommitStatements.ExpectAbsentAsync),
        For(6, "An expected revision matches that revision alone, also after the entry was deleted and made again.", CommitStatements.ExpectRevisionAsync),
        For(7, "A transaction applies as a whole, a conflicting one nothing at all.", CommitStatements.ConflictAppliesNothingAsync),
        For(8, "A concurrent list never sees half of a transaction.", CommitStatements.ListsNeverSeeHalfACommitAsync),
        For(9, "Deleting what is absent succeeds and touches nothing.", CommitStatements.DeletingNothingAsync),
        For(10, "A transaction without changes checks its expectations and changes nothing.", CommitStatements.PureCheckAsync),
        For(11, "Values come back byte for byte, from the empty to the largest.", CommitStatements.ValuesAsync),
        For(12, "The largest transaction with keys of the greatest length commits at one revision.", CommitStatements.LargestTransactionAsync),
        For(13, "A thousand concurrent increments by compare-and-swap are gapless.", CommitStatements.GaplessIncrementsAsync),
        For(20, "A follow tells what changes, in the order of the commits.", FollowStatements.DeliversInOrderAsync),
        For(21, "A follow tells what changed between its list and its start.", FollowStatements.DeliversWhatCameBetweenAsync),
        For(22, "A follow continues from the cursor of any change without gap or repetition.", FollowStatements.ContinuesFromAnyCursorAsync),
        For(23, "Cursors point between commits, never into one.", FollowStatements.CursorsOnlyBetweenCommitsAsync),
        For(24, "A follow tells nothing from outside its prefix.", FollowStatements.KeepsToThePrefixAsync),
        For(25, "A follow that has caught up says so at once and then at every idle interval.", FollowStatements.IdleAsync),
        For(26, "Several followers get every change in the same order.", FollowStatements.SeveralFollowersAsync),
        For(27, "A follow from a cursor that the store does not know is one reset.", FollowStatements.UnknownCursorAsync),
        For(28, "A follow from far behind is complete, or a reset.", FollowStatements.CompleteOrResetAsync),
        For(29, "A list and the changes after it make up every later list, under concurrent commits.", FollowStatements.ReplayEqualsListAsync),
        For(40, "Entries vanish with their expired lease, the follow tells of it, and Lost completes.", LeaseStatements.EntriesVanishWithTheirLeaseAsync),
        For(41, "A lease that is renewed does not end before its time.", LeaseStatements.NeverBeforeItsTimeAsync),
        For(42, "Releasing a lease removes its entries at once; doing so twice is harmless.", LeaseStatements.ReleaseAsync),
        For(43, "An ended lease cannot be renewed.", LeaseStatements.RenewingAnEndedLeaseAsync),
        For(44, "A put under an ended lease makes its whole transaction conflict.", LeaseStatements.PutUnderAnEndedLeaseAsync),
        For(45, "Fencing tokens never go backwards, over release and expiry.", LeaseStatements.TokensGrowAsync),
        For(46, "Leases acquired at once have different ids and tokens.", LeaseStatements.LeaseIdsDifferAsync),
        For(47, "A put moves an entry to its new lease, or frees it from any.", LeaseStatements.EntriesChangeTheirLeaseAsync),
        For(48, "Times to live outside the limits are refused or raised to the minimum.", LeaseStatements.TtlLimitsAsync),
        For(60, "Hostile prefixes, keys and values are refused with an argument exception and leave nothing.", FaultStatements.HostileInputAsync),
        For(61, "A call with a cancelled token does nothing.", FaultStatements.CancelledCallsAsync),
        For(62, "A follow ends with its token.", FaultStatements.CancelledFollowEndsAsync),
        For(63, "A commit that is cancelled midway is applied wholly or not at all.", FaultStatements.CancelledCommitsAreWholeAsync),
        For(64, "Disposal ends follows and leases, can be repeated, and refuses what comes later.", FaultStatements.DisposalAsync),
        For(65, "Followers come and go without a trace.", FaultStatements.ManyFollowersComeAndGoAsync),
        For(80, "What one process commits, another lists at once and is told of.", Shared, IsShared, SharedStatements.OneCommitsTheOtherSeesAsync),
        For(81, "A thousand concurrent increments from two processes are gapless.", Shared, IsShared, SharedStatements.GaplessAcrossHandlesAsync),
        For(82, "Fencing tokens never go backwards between processes.", Shared, IsShared, SharedStatements.TokensGrowAcrossHandlesAsync),
        For(83, "Other processes see a lease expire that its owner no longer renews.", Shared, IsShared, SharedStatements.OthersSeeALeaseExpireAsync),
        For(90, "A reopened store has the same epoch and content, and goes on from its revision and token.", Durable, IsDurable, SharedStatements.ReopenedStoreIsTheSameAsync),
        For(91, "A process that is killed loses its leased entries after the effective time to live, and no others.", Process, CanKillAsync, SharedStatements.KilledProcessLosesItsLeaseAsync),
        For(92, "A process that is killed in the middle of writing loses no acknowledged commit and leaves no half one.", Process, CanKillAsync, SharedStatements.KilledProcessLosesNoCommitAsync),
    ];

    private static ConformanceStatement<EngineFixture> For(int number, string text, Func<EngineScene, Task> run) =>
        For(number, text, string.Empty, static (_, _) => Task.FromResult(true), run);

    private static ConformanceStatement<EngineFixture> For(int number, string text, string requires, Func<EngineDescription, bool> applies, Func<EngineScene, Task> run) =>
        For(number, text, requires, (fixture, cancellationToken) => DescribesAsync(fixture, applies, cancellationToken), run);

    private static ConformanceStatement<EngineFixture> For(
        int number, string text, string requires, Func<EngineFixture, CancellationToken, Task<bool>> applies, Func<EngineScene, Task> run) =>
        new(
            number,
            text,
            requires,
            async (fixture, cancellationToken) => await applies(fixture, cancellationToken).ConfigureAwait(false) ? null : $"It needs {requires}.",
            (fixture, cancellationToken) => RunAsync(fixture, run, cancellationToken),
            Limit);

    private static bool IsShared(EngineDescription description) => description.SharedBetweenProcesses;

    private static bool IsDurable(EngineDescription description) => description.OutlivesProcess;

    private static async Task<bool> DescribesAsync(EngineFixture fixture, Func<EngineDescription, bool> applies, CancellationToken cancellationToken)
    {
        ICoordinationEngine engine = await fixture.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (engine.ConfigureAwait(false))
        {
            return applies(engine.Description);
        }
    }

    private static async Task<bool> CanKillAsync(EngineFixture fixture, CancellationToken cancellationToken)
    {
        if (!await DescribesAsync(fixture, IsShared, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        EngineProcess? process = await fixture.StartProcessAsync(cancellationToken).ConfigureAwait(false);
        if (process is null)
        {
            return false;
        }

        await process.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    private static async Task RunAsync(EngineFixture fixture, Func<EngineScene, Task> run, CancellationToken cancellationToken)
    {
        ICoordinationEngine engine = await fixture.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (engine.ConfigureAwait(false))
        {
            await run(new EngineScene(fixture, engine, cancellationToken)).ConfigureAwait(false);
        }
    }
}
