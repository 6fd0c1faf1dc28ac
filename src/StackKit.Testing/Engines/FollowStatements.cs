using StackKit.Coordination;
using static StackKit.Testing.EngineScene;

namespace StackKit.Testing;

/// <summary>Statements about following.</summary>
internal static class FollowStatements
{
    public static async Task DeliversInOrderAsync(EngineScene scene)
    {
        await scene.PutAsync("web/before", "0").ConfigureAwait(false);
        Listing start = await scene.ListAsync("web/").ConfigureAwait(false);
        FollowProbe probe = scene.Follow("web/", start.Cursor);
        await using (probe.ConfigureAwait(false))
        {
            await scene.PutAsync("web/d", "1").ConfigureAwait(false);
            await scene.PutAsync("web/b", "2").ConfigureAwait(false);
            await scene.PutAsync("web/c", "3").ConfigureAwait(false);
            long last = await scene.PutAsync("web/a", "4").ConfigureAwait(false);
            await scene.EventuallyAsync(() => probe.HasReached(last), $"The puts did not arrive.").ConfigureAwait(false);
            last = await scene.PutAsync("web/c", "5").ConfigureAwait(false);
            await scene.EventuallyAsync(() => probe.HasReached(last), $"The overwriting put did not arrive.").ConfigureAwait(false);
            last = await scene.ApplyAsync(Transaction.Create().Delete("web/b")).ConfigureAwait(false);
            await scene.EventuallyAsync(() => probe.HasReached(last), $"The delete did not arrive.").ConfigureAwait(false);

            string told = Tell(probe.Changes);
            Require(told == "web/d=1 web/b=2 web/c=3 web/a=4 web/c=5 web/b-", $"The follow told: {told}.");
            Require(IsAscending(probe.All), $"The revisions of the follow go backwards.");
        }
    }

    public static async Task DeliversWhatCameBetweenAsync(EngineScene scene)
    {
        Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        await scene.PutAsync("a", "1").ConfigureAwait(false);
        long last = await scene.PutAsync("b", "2").ConfigureAwait(false);
        FollowProbe probe = scene.Follow(string.Empty, start.Cursor);
        await using (probe.ConfigureAwait(false))
        {
            await scene.EventuallyAsync(() => probe.HasReached(last) || probe.IsReset, $"What came between list and follow did not arrive.").ConfigureAwait(false);
            Require(probe.IsReset || Tell(probe.Changes) == "a=1 b=2", $"The follow told: {Tell(probe.Changes)}.");
        }
    }

    public static async Task ContinuesFromAnyCursorAsync(EngineScene scene)
    {
        Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        FollowProbe first = scene.Follow(string.Empty, start.Cursor);
        IReadOnlyList<Change> all;
        long last = 0;
        await using (first.ConfigureAwait(false))
        {
            for (int i = 0; i < 10; i++)
            {
                last = await scene.PutAsync(FormattableString.Invariant($"k{i}"), "x").ConfigureAwait(false);
            }

            await scene.EventuallyAsync(() => first.HasReached(last), $"The changes did not arrive.").ConfigureAwait(false);
            all = first.Changes;
        }

        Require(all.Count == 10, $"{all.Count} of 10 changes arrived.");
        for (int i = 0; i < all.Count; i++)
        {
            if (all[i].Cursor is not { } cursor)
            {
                continue;
            }

            FollowProbe probe = scene.Follow(string.Empty, cursor);
            await using (probe.ConfigureAwait(false))
            {
                await scene.EventuallyAsync(() => probe.HasReached(last) || probe.IsReset, $"A follow from a change's cursor did not catch up.").ConfigureAwait(false);
                Require(probe.IsReset || Tell(probe.Changes) == Tell(all.Skip(i + 1)), $"From change {i} the follow told: {Tell(probe.Changes)}.");
            }
        }
    }

    public static async Task CursorsOnlyBetweenCommitsAsync(EngineScene scene)
    {
        Listing start = await scene.ListAsync("web/").ConfigureAwait(false);
        FollowProbe probe = scene.Follow("web/", start.Cursor);
        await using (probe.ConfigureAwait(false))
        {
            long last = await scene.ApplyAsync(Transaction.Create().Put("web/a", Bytes("1")).Put("web/b", Bytes("1")).Put("web/c", Bytes("1")).Put("x/z", Bytes("1"))).ConfigureAwait(false);
            await scene.EventuallyAsync(() => probe.HasReached(last), $"The changes did not arrive.").ConfigureAwait(false);
            IReadOnlyList<Change> changes = probe.Changes;

            Require(changes.Count == 3, $"{changes.Count} of 3 changes arrived.");
            Require(changes.All(change => change.Revision == last), $"Changes of one commit have different revisions.");
            Require(changes[0].Cursor is null && changes[1].Cursor is null && changes[2].Cursor is not null, $"A cursor points into the middle of a commit.");
        }
    }

    public static async Task KeepsToThePrefixAsync(EngineScene scene)
    {
        Listing start = await scene.ListAsync("web/").ConfigureAwait(false);
        FollowProbe probe = scene.Follow("web/", start.Cursor);
        await using (probe.ConfigureAwait(false))
        {
            await scene.PutAsync("web2/a", "1").ConfigureAwait(false);
            await scene.PutAsync("web", "1").ConfigureAwait(false);
            await scene.PutAsync("Web/a", "1").ConfigureAwait(false);
            long last = await scene.PutAsync("web/a", "1").ConfigureAwait(false);
            await scene.EventuallyAsync(() => probe.HasReached(last), $"The change did not arrive.").ConfigureAwait(false);
            Require(Tell(probe.Changes) == "web/a=1", $"The follow told: {Tell(probe.Changes)}.");
        }
    }

    public static async Task IdleAsync(EngineScene scene)
    {
        long last = await scene.PutAsync("other/a", "1").ConfigureAwait(false);
        Listing start = await scene.ListAsync("web/").ConfigureAwait(false);
        FollowProbe probe = scene.Follow("web/", start.Cursor);
        await using (probe.ConfigureAwait(false))
        {
            await scene.EventuallyAsync(() => probe.All.Count > 0, $"A follow that has caught up says nothing.").ConfigureAwait(false);
            Change idle = probe.All[0];
            Require(idle.Kind == ChangeKind.Idle && idle.Revision >= last && idle.Cursor is not null, $"The first item is {idle.Kind} at {idle.Revision}.");
            int seen = probe.All.Count;
            await scene.AdvanceAsync(scene.Engine.Description.IdleInterval).ConfigureAwait(false);
            await scene.EventuallyAsync(() => probe.All.Count > seen, $"A follow fell silent while nothing changed.").ConfigureAwait(false);
        }
    }

    public static async Task SeveralFollowersAsync(EngineScene scene)
    {
        Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        FollowProbe[] probes = [.. Enumerable.Range(0, 5).Select(_ => scene.Follow(string.Empty, start.Cursor))];
        long last = 0;
        for (int i = 0; i < 50; i++)
        {
            last = await scene.PutAsync(FormattableString.Invariant($"k{i}"), FormattableString.Invariant($"{i}")).ConfigureAwait(false);
        }

        foreach (FollowProbe probe in probes)
        {
            await using (probe.ConfigureAwait(false))
            {
                await scene.EventuallyAsync(() => probe.HasReached(last), $"A follower did not get everything.").ConfigureAwait(false);
                Require(probe.Changes.Count == 50 && IsAscending(probe.Changes), $"A follower got {probe.Changes.Count} of 50 changes, or out of order.");
            }
        }
    }

    public static async Task UnknownCursorAsync(EngineScene scene)
    {
        await scene.PutAsync("a", "1").ConfigureAwait(false);
        FollowProbe probe = scene.Follow(string.Empty, new Cursor("0000:no-such-position"));
        await using (probe.ConfigureAwait(false))
        {
            await scene.EventuallyAsync(() => probe.Completion.IsCompleted, $"A follow from an unknown cursor did not end.").ConfigureAwait(false);
            await probe.Completion.ConfigureAwait(false);
            Require(probe.All.Count == 1 && probe.IsReset, $"A follow from an unknown cursor told something else than a reset.");
        }
    }

    public static async Task CompleteOrResetAsync(EngineScene scene)
    {
        Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        long last = 0;
        for (int i = 0; i < 300; i++)
        {
            last = await scene.PutAsync(FormattableString.Invariant($"k{i}"), "x").ConfigureAwait(false);
        }

        FollowProbe probe = scene.Follow(string.Empty, start.Cursor);
        await using (probe.ConfigureAwait(false))
        {
            await scene.EventuallyAsync(() => probe.HasReached(last) || probe.IsReset, $"A follow from far behind neither caught up nor was reset.").ConfigureAwait(false);
            Require(probe.IsReset || probe.Changes.Count == 300, $"A follow from far behind told {probe.Changes.Count} of 300 changes.");
        }
    }

    public static async Task ReplayEqualsListAsync(EngineScene scene)
    {
        await scene.PutAsync("k0", "start").ConfigureAwait(false);
        Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        FollowProbe probe = scene.Follow(string.Empty, start.Cursor);
        await using (probe.ConfigureAwait(false))
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() => ScribbleAsync(scene, new Random(100 + worker))))).ConfigureAwait(false);
            Listing end = await scene.ListAsync(string.Empty).ConfigureAwait(false);
            await scene.EventuallyAsync(() => probe.HasReached(end.Revision) || probe.Completion.IsCompleted, $"The follow did not catch up.").ConfigureAwait(false);
            Require(!probe.Completion.IsCompleted, $"The follow ended although it kept up.");
            Require(IsAscending(probe.All), $"The revisions of the follow go backwards.");

            SortedDictionary<string, Entry> replayed = new(start.Entries.ToDictionary(static entry => entry.Key, StringComparer.Ordinal), StringComparer.Ordinal);
            foreach (Change change in probe.Changes)
            {
                if (change.Entry is null)
                {
                    Require(replayed.Remove(change.Key!), $"The follow removed '{change.Key}', which it had not told of.");
                }
                else
                {
                    replayed[change.Key!] = change.Entry;
                }
            }

            Require(
                replayed.Values.Select(static entry => (entry.Key, entry.Revision)).SequenceEqual(end.Entries.Select(static entry => (entry.Key, entry.Revision))),
                $"The list at the start and the changes since do not make up the list at the end.");
        }
    }

    private static async Task ScribbleAsync(EngineScene scene, Random random)
    {
        for (int i = 0; i < 60; i++)
        {
            string first = FormattableString.Invariant($"k{random.Next(8)}");
            string second = FormattableString.Invariant($"m{random.Next(8)}");
            Transaction transaction = Transaction.Create().Put(first, Bytes(i));
            await scene.ApplyAsync(random.Next(2) == 0 ? transaction.Delete(second) : transaction.Put(second, Bytes(i))).ConfigureAwait(false);
            if (random.Next(3) == 0)
            {
                await scene.ApplyAsync(Transaction.Create().Delete(first)).ConfigureAwait(false);
            }

            await Task.Yield();
        }
    }

    private static bool IsAscending(IReadOnlyList<Change> changes)
    {
        for (int i = 1; i < changes.Count; i++)
        {
            if (changes[i].Revision < changes[i - 1].Revision)
            {
                return false;
            }
        }

        return true;
    }

    private static string Tell(IEnumerable<Change> changes) =>
        string.Join(' ', changes.Select(static change => change.Entry is null ? $"{change.Key}-" : $"{change.Key}={System.Text.Encoding.UTF8.GetString(change.Entry.Value.Span)}"));
}
