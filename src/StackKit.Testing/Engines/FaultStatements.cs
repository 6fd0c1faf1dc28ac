using StackKit.Coordination;
using static StackKit.Testing.EngineScene;

namespace StackKit.Testing;

/// <summary>Statements about hostile input, cancellation and disposal.</summary>
internal static class FaultStatements
{
    private static readonly string[] HostilePrefixes =
        ["web", "/", "/web/", "web//a/", "../", "./", "a/../b/", "a b/", "a%2f/", "ü/", "a\0/", "a\n/", "a*/", "a:b/", "{a}/", new string('a', StoreKey.MaximumLength) + "/"];

    private static readonly string[] HostileKeys =
        ["", "/", "/a", "a/", "a//b", ".", "..", "a/..", "a b", "a%2f", "ü", "a\0", "a\n", "a*", "a:b", "{a}", "a\\b", "a'b", new string('a', StoreKey.MaximumLength + 1)];

    public static async Task HostileInputAsync(EngineScene scene)
    {
        foreach (string prefix in HostilePrefixes)
        {
            await RequireThrowsAsync<ArgumentException>(() => scene.ListAsync(prefix), $"Listing the prefix '{prefix}'").ConfigureAwait(false);
            await RequireThrowsAsync<ArgumentException>(() => FollowOnceAsync(scene, prefix), $"Following the prefix '{prefix}'").ConfigureAwait(false);
        }

        foreach (string key in HostileKeys)
        {
            await RequireThrowsAsync<ArgumentException>(() => scene.CommitAsync(Transaction.Create().Put(key, Bytes("1"))), $"Putting the key '{key}'").ConfigureAwait(false);
        }

        byte[] tooLarge = new byte[scene.Engine.Description.MaximumValueBytes + 1];
        await RequireThrowsAsync<ArgumentException>(() => scene.CommitAsync(Transaction.Create().Put("a", tooLarge)), "Putting a value beyond the limit").ConfigureAwait(false);
        Require((await scene.ListAsync(string.Empty).ConfigureAwait(false)).Entries.Count == 0, $"Something that was refused is there.");
    }

    public static async Task CancelledCallsAsync(EngineScene scene)
    {
        CancellationToken cancelled = new(canceled: true);
        Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        await RequireThrowsAsync<OperationCanceledException>(async () => await scene.Engine.ListAsync(string.Empty, cancelled).ConfigureAwait(false), "A cancelled list").ConfigureAwait(false);
        await RequireThrowsAsync<OperationCanceledException>(async () => await scene.Engine.CommitAsync(Transaction.Create().Put("a", Bytes("1")), cancelled).ConfigureAwait(false), "A cancelled commit").ConfigureAwait(false);
        await RequireThrowsAsync<OperationCanceledException>(async () => await scene.Engine.AcquireLeaseAsync(scene.Ttl, cancelled).ConfigureAwait(false), "A cancelled lease").ConfigureAwait(false);
        await RequireThrowsAsync<OperationCanceledException>(
            async () =>
            {
                await foreach (Change change in scene.Engine.FollowAsync(string.Empty, start.Cursor, cancelled).ConfigureAwait(false))
                {
                    throw new ConformanceException($"A cancelled follow told of {change.Kind}.");
                }
            },
            "A cancelled follow").ConfigureAwait(false);
        Require((await scene.ListAsync(string.Empty).ConfigureAwait(false)).Entries.Count == 0, $"A commit with a cancelled token was applied.");
    }

    public static async Task CancelledFollowEndsAsync(EngineScene scene)
    {
        Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        FollowProbe probe = scene.Follow(string.Empty, start.Cursor);
        await using (probe.ConfigureAwait(false))
        {
            await scene.EventuallyAsync(() => probe.All.Count > 0, $"The follow did not start.").ConfigureAwait(false);
            probe.Cancel();
            await scene.EventuallyAsync(() => probe.Completion.IsCompleted, $"A cancelled follow goes on.").ConfigureAwait(false);
            await RequireThrowsAsync<OperationCanceledException>(() => probe.Completion, "A cancelled follow").ConfigureAwait(false);
        }
    }

    public static async Task CancelledCommitsAreWholeAsync(EngineScene scene)
    {
        await scene.ApplyAsync(CommitStatements.Both(0)).ConfigureAwait(false);
        Random random = new(7);
        for (int i = 1; i <= 100; i++)
        {
            using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(scene.Token);
            int spins = random.Next(2000);
            Task<CommitResult> commit = Task.Run(() => scene.Engine.CommitAsync(CommitStatements.Both(i), cancel.Token).AsTask(), scene.Token);
            Thread.SpinWait(spins);
            await cancel.CancelAsync().ConfigureAwait(false);
            bool isAcknowledged = false;
            try
            {
                isAcknowledged = (await commit.ConfigureAwait(false)).IsCommitted;
            }
            catch (OperationCanceledException) when (!scene.Token.IsCancellationRequested)
            {
                // Either way is right for a cancelled commit, as long as it is one of the two.
            }

            long stored = Number(await CommitStatements.RequireEqualPairAsync(scene).ConfigureAwait(false));
            Require(!isAcknowledged || stored == i, $"Commit {i} was acknowledged, yet {stored} is stored.");
        }
    }

    public static async Task DisposalAsync(EngineScene scene)
    {
        Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        ILease lease = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
        FollowProbe[] probes = [.. Enumerable.Range(0, 3).Select(_ => scene.Follow(string.Empty, start.Cursor))];
        foreach (FollowProbe probe in probes)
        {
            await scene.EventuallyAsync(() => probe.All.Count > 0, $"The follow did not start.").ConfigureAwait(false);
        }

        await scene.Engine.DisposeAsync().ConfigureAwait(false);
        await scene.Engine.DisposeAsync().ConfigureAwait(false);
        foreach (FollowProbe probe in probes)
        {
            await scene.EventuallyAsync(() => probe.Completion.IsCompleted, $"A follow outlives its engine.").ConfigureAwait(false);
            await probe.DisposeAsync().ConfigureAwait(false);
        }

        await scene.EventuallyAsync(() => lease.Lost.IsCompletedSuccessfully, $"A lease outlives the engine that gave it.").ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        await RequireThrowsAsync<ObjectDisposedException>(() => scene.ListAsync(string.Empty), "Listing after disposal").ConfigureAwait(false);
        await RequireThrowsAsync<ObjectDisposedException>(() => scene.CommitAsync(Transaction.Create().Put("a", Bytes("1"))), "Committing after disposal").ConfigureAwait(false);
        await RequireThrowsAsync<ObjectDisposedException>(() => scene.LeaseAsync(scene.Ttl), "Acquiring a lease after disposal").ConfigureAwait(false);
        await RequireThrowsAsync<ObjectDisposedException>(() => FollowOnceAsync(scene, string.Empty, start.Cursor), "Following after disposal").ConfigureAwait(false);
    }

    public static async Task ManyFollowersComeAndGoAsync(EngineScene scene)
    {
        Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        for (int i = 0; i < 200; i++)
        {
            FollowProbe probe = scene.Follow(string.Empty, start.Cursor);
            await probe.DisposeAsync().ConfigureAwait(false);
        }

        long last = await scene.PutAsync("a", "1").ConfigureAwait(false);
        FollowProbe survivor = scene.Follow(string.Empty, start.Cursor);
        await using (survivor.ConfigureAwait(false))
        {
            await scene.EventuallyAsync(() => survivor.HasReached(last), $"After 200 followers came and went, the next one hears nothing.").ConfigureAwait(false);
        }
    }

    private static Task FollowOnceAsync(EngineScene scene, string prefix) => FollowOnceAsync(scene, prefix, new Cursor("0"));

    private static async Task FollowOnceAsync(EngineScene scene, string prefix, Cursor cursor)
    {
        await foreach (Change _ in scene.Engine.FollowAsync(prefix, cursor, scene.Token).ConfigureAwait(false))
        {
            return;
        }
    }
}
