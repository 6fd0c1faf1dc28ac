using StackKit.Coordination;
using static StackKit.Testing.EngineScene;

namespace StackKit.Testing;

/// <summary>Statements about lists and commits.</summary>
internal static class CommitStatements
{
    public static async Task EmptyStoreAsync(EngineScene scene)
    {
        Listing first = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        Listing second = await scene.ListAsync(string.Empty).ConfigureAwait(false);

        Require(first.Entries.Count == 0, $"A new store has {first.Entries.Count} entries.");
        Require(first.Cursor.Value.Length > 0 && first.StoreEpoch.Length > 0, $"The cursor or the epoch is empty.");
        Require(first.StoreEpoch == second.StoreEpoch, $"The epoch changed from one list to the next.");
    }

    public static async Task ReadYourWriteAsync(EngineScene scene)
    {
        long revision = await scene.PutAsync("web/state", "one").ConfigureAwait(false);
        Listing listing = await scene.ListAsync("web/").ConfigureAwait(false);

        Require(listing.Entries.Count == 1, $"The list has {listing.Entries.Count} entries instead of 1.");
        Entry entry = listing.Entries[0];
        Require(entry.Key == "web/state" && entry.Value.Span.SequenceEqual(Bytes("one").Span), $"The entry is not the one that was put.");
        Require(entry.Revision == revision, $"The entry has revision {entry.Revision}, its commit {revision}.");
        Require(listing.Revision >= revision, $"The list has revision {listing.Revision}, the commit before it {revision}.");
        Require(entry.LeaseId is null, $"The entry has a lease.");
    }

    public static async Task RevisionsGrowAsync(EngineScene scene)
    {
        long first = await scene.PutAsync("a", "1").ConfigureAwait(false);
        long second = await scene.PutAsync("b", "1").ConfigureAwait(false);
        long third = await scene.ApplyAsync(Transaction.Create().Delete("a")).ConfigureAwait(false);
        long fourth = await scene.PutAsync("a", "1").ConfigureAwait(false);

        Require(first >= 1 && first < second && second < third && third < fourth, $"The revisions are {first}, {second}, {third}, {fourth}.");
    }

    public static async Task PrefixesAsync(EngineScene scene)
    {
        string[] keys = ["web/b", "web/a", "web/a/x", "web2/a", "web", $"Web/a", "web-1/a", "web/a0", "web/B"];
        foreach (string key in keys)
        {
            await scene.PutAsync(key, key).ConfigureAwait(false);
        }

        string[] expected = [.. keys.Where(static key => key.StartsWith("web/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] actual = [.. (await scene.ListAsync("web/").ConfigureAwait(false)).Entries.Select(static entry => entry.Key)];
        Require(actual.SequenceEqual(expected, StringComparer.Ordinal), $"'web/' lists {string.Join(' ', actual)} instead of {string.Join(' ', expected)}.");
        string[] all = [.. (await scene.ListAsync(string.Empty).ConfigureAwait(false)).Entries.Select(static entry => entry.Key)];
        Require(all.SequenceEqual(keys.Order(StringComparer.Ordinal), StringComparer.Ordinal), $"The empty prefix lists {string.Join(' ', all)}.");
    }

    public static async Task ExpectAbsentAsync(EngineScene scene)
    {
        Transaction create = Transaction.Create().ExpectAbsent("a").Put("a", Bytes("1"));
        await scene.ApplyAsync(create).ConfigureAwait(false);
        CommitResult again = await scene.CommitAsync(create).ConfigureAwait(false);
        Require(again.Outcome == CommitOutcome.Conflict, $"Creating what exists answered {again.Outcome}.");

        await scene.ApplyAsync(Transaction.Create().Delete("a")).ConfigureAwait(false);
        await scene.ApplyAsync(create).ConfigureAwait(false);
    }

    public static async Task ExpectRevisionAsync(EngineScene scene)
    {
        long first = await scene.PutAsync("a", "1").ConfigureAwait(false);
        long second = await scene.ApplyAsync(Transaction.Create().ExpectRevision("a", first).Put("a", Bytes("2"))).ConfigureAwait(false);
        await RequireConflictAsync(scene, "a", first, "an older revision").ConfigureAwait(false);
        await RequireConflictAsync(scene, "a", second + 1, "a revision to come").ConfigureAwait(false);
        await RequireConflictAsync(scene, "b", second, "an entry that is absent").ConfigureAwait(false);

        await scene.ApplyAsync(Transaction.Create().Delete("a")).ConfigureAwait(false);
        await RequireConflictAsync(scene, "a", second, "a deleted entry").ConfigureAwait(false);
        await scene.PutAsync("a", "2").ConfigureAwait(false);
        await RequireConflictAsync(scene, "a", second, "an entry that was deleted and made again").ConfigureAwait(false);
    }

    public static async Task ConflictAppliesNothingAsync(EngineScene scene)
    {
        long revision = await scene.PutAsync("kept", "1").ConfigureAwait(false);
        Transaction doomed = Transaction.Create()
            .Put("new", Bytes("1")).Put("kept", Bytes("2")).ExpectAbsent("absent").ExpectRevision("kept", revision).ExpectRevision("missing", 1);
        CommitResult result = await scene.CommitAsync(doomed).ConfigureAwait(false);
        Listing listing = await scene.ListAsync(string.Empty).ConfigureAwait(false);

        Require(result.Outcome == CommitOutcome.Conflict, $"The commit answered {result.Outcome}.");
        Require(listing.Entries.Count == 1 && listing.Entries[0].Revision == revision, $"A conflicting transaction left something behind.");
        await scene.ApplyAsync(Transaction.Create().ExpectRevision("kept", revision).ExpectAbsent("new").Put("new", Bytes("1")).Delete("kept")).ConfigureAwait(false);
        listing = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        Require(listing.Entries.Count == 1 && listing.Entries[0].Key == "new", $"A transaction was not applied as a whole.");
    }

    public static async Task ListsNeverSeeHalfACommitAsync(EngineScene scene)
    {
        await scene.ApplyAsync(Both(0)).ConfigureAwait(false);
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(scene.Token);
        Task writer = Task.Run(() => WritePairsAsync(scene, enough.Token));
        try
        {
            for (int lists = 0; lists < 300; lists++)
            {
                await RequireEqualPairAsync(scene).ConfigureAwait(false);
                await Task.Yield();
            }

            // The lists count only if commits came in between.
            await scene.EventuallyAsync(async () => Number(await RequireEqualPairAsync(scene).ConfigureAwait(false)) >= 100, $"The commits do not come along.").ConfigureAwait(false);
        }
        finally
        {
            await enough.CancelAsync().ConfigureAwait(false);
            await writer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public static async Task DeletingNothingAsync(EngineScene scene)
    {
        long before = await scene.PutAsync("a", "1").ConfigureAwait(false);
        await scene.ApplyAsync(Transaction.Create().Delete("b")).ConfigureAwait(false);
        Entry? entry = await scene.GetAsync("a").ConfigureAwait(false);

        Require(entry?.Revision == before, $"Deleting an absent entry touched another one.");
    }

    public static async Task PureCheckAsync(EngineScene scene)
    {
        long revision = await scene.PutAsync("a", "1").ConfigureAwait(false);
        CommitResult holds = await scene.CommitAsync(Transaction.Create().ExpectRevision("a", revision).ExpectAbsent("b")).ConfigureAwait(false);
        CommitResult fails = await scene.CommitAsync(Transaction.Create().ExpectAbsent("a")).ConfigureAwait(false);
        Listing listing = await scene.ListAsync(string.Empty).ConfigureAwait(false);

        Require(holds.IsCommitted && holds.Revision >= revision, $"A check that holds answered {holds.Outcome} at {holds.Revision}.");
        Require(fails.Outcome == CommitOutcome.Conflict, $"A check that fails answered {fails.Outcome}.");
        Require(listing.Entries.Count == 1 && listing.Entries[0].Revision == revision, $"A check changed something.");
    }

    public static async Task ValuesAsync(EngineScene scene)
    {
        byte[] everyByte = [.. Enumerable.Range(0, 256).Select(static value => (byte)value)];
        byte[] largest = new byte[scene.Engine.Description.MaximumValueBytes];
        new Random(11).NextBytes(largest);
        await scene.ApplyAsync(Transaction.Create().Put("empty", ReadOnlyMemory<byte>.Empty).Put("every", everyByte)).ConfigureAwait(false);
        await scene.ApplyAsync(Transaction.Create().Put("largest", largest)).ConfigureAwait(false);
        Dictionary<string, Entry> entries = (await scene.ListAsync(string.Empty).ConfigureAwait(false)).Entries.ToDictionary(static entry => entry.Key, StringComparer.Ordinal);

        Require(entries["empty"].Value.IsEmpty, $"The empty value came back with content.");
        Require(entries["every"].Value.Span.SequenceEqual(everyByte), $"A value with every byte came back changed.");
        Require(entries["largest"].Value.Span.SequenceEqual(largest), $"The largest value came back changed.");
    }

    public static async Task LargestTransactionAsync(EngineScene scene)
    {
        string longest = new('k', StoreKey.MaximumLength - 3);
        Transaction transaction = Transaction.Create();
        for (int i = 0; i < Transaction.MaximumItems / 2; i++)
        {
            string key = $"{longest}/{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}";
            transaction = transaction.ExpectAbsent(key).Put(key, Bytes(i));
        }

        await scene.ApplyAsync(transaction).ConfigureAwait(false);
        Listing listing = await scene.ListAsync(longest + "/").ConfigureAwait(false);
        Require(listing.Entries.Count == Transaction.MaximumItems / 2, $"{listing.Entries.Count} of {Transaction.MaximumItems / 2} entries are there.");
        Require(listing.Entries.Select(static entry => entry.Revision).Distinct().Count() == 1, $"The entries of one commit have different revisions.");
    }

    public static async Task GaplessIncrementsAsync(EngineScene scene) => await CountAsync(scene, scene.Engine, scene.Engine).ConfigureAwait(false);

    /// <summary>Counts to 1,000 from eight committers over two handles of one store.</summary>
    public static async Task CountAsync(EngineScene scene, ICoordinationEngine first, ICoordinationEngine second)
    {
        Task<List<long>>[] workers = [.. Enumerable.Range(0, 8).Select(worker => Task.Run(() => IncrementAsync(worker % 2 == 0 ? first : second, 125, scene.Token)))];
        List<long>[] written = await Task.WhenAll(workers).ConfigureAwait(false);
        long[] sorted = [.. written.SelectMany(static numbers => numbers).Order()];

        Require(sorted.SequenceEqual(Enumerable.Range(1, 1000).Select(static number => (long)number)), $"The numbers that were acknowledged are not 1 to 1,000, each once.");
        long last = Number(await scene.GetAsync("counter").ConfigureAwait(false));
        Require(last == 1000, $"The counter stands at {last} instead of 1,000.");
    }

    public static Transaction Both(long number) => Transaction.Create().Put("pair/a", Bytes(number)).Put("pair/b", Bytes(number));

    public static async Task<Entry> RequireEqualPairAsync(EngineScene scene)
    {
        Listing listing = await scene.ListAsync("pair/").ConfigureAwait(false);
        Require(listing.Entries.Count == 2, $"The pair has {listing.Entries.Count} entries.");
        Require(
            listing.Entries[0].Value.Span.SequenceEqual(listing.Entries[1].Value.Span),
            $"Two entries that are always written together differ: {Number(listing.Entries[0])} and {Number(listing.Entries[1])}.");
        return listing.Entries[0];
    }

    private static async Task WritePairsAsync(EngineScene scene, CancellationToken enough)
    {
        for (int i = 1; !enough.IsCancellationRequested; i++)
        {
            await scene.ApplyAsync(Both(i)).ConfigureAwait(false);
            await Task.Yield();
        }
    }

    private static async Task<List<long>> IncrementAsync(ICoordinationEngine engine, int count, CancellationToken cancellationToken)
    {
        List<long> written = [];
        while (written.Count < count)
        {
            Listing listing = await engine.ListAsync(string.Empty, cancellationToken).ConfigureAwait(false);
            Entry? entry = listing.Entries.SingleOrDefault(static entry => entry.Key == "counter");
            long next = Number(entry) + 1;
            Transaction transaction = Transaction.Create().Put("counter", Bytes(next));
            transaction = entry is null ? transaction.ExpectAbsent("counter") : transaction.ExpectRevision("counter", entry.Revision);
            CommitResult result = await engine.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
            if (result.IsCommitted)
            {
                written.Add(next);
            }

            await Task.Yield();
        }

        return written;
    }

    private static async Task RequireConflictAsync(EngineScene scene, string key, long revision, string what)
    {
        CommitResult result = await scene.CommitAsync(Transaction.Create().ExpectRevision(key, revision).Put(key, Bytes("x"))).ConfigureAwait(false);
        Require(result.Outcome == CommitOutcome.Conflict, $"Expecting {what} answered {result.Outcome}.");
    }
}
