using StackKit.Coordination;
using static StackKit.Testing.EngineScene;

namespace StackKit.Testing;

/// <summary>Statements about leases and fencing tokens.</summary>
internal static class LeaseStatements
{
    public static async Task EntriesVanishWithTheirLeaseAsync(EngineScene scene)
    {
        ILease lease = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            await scene.ApplyAsync(Transaction.Create().Put("alive/a", Bytes("1"), lease).Put("kept", Bytes("1"))).ConfigureAwait(false);
            Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
            Require(start.Entries.Count == 2 && start.Entries[0].LeaseId == lease.Id, $"The entry does not name its lease.");
            FollowProbe probe = scene.Follow("alive/", start.Cursor);
            await using (probe.ConfigureAwait(false))
            {
                await ExpireAsync(scene, "alive/a").ConfigureAwait(false);
                await scene.EventuallyAsync(() => probe.Changes.Any(static change => change.Kind == ChangeKind.Remove), $"The follow did not tell of the expiry.").ConfigureAwait(false);
                await scene.EventuallyAsync(() => lease.Lost.IsCompletedSuccessfully, $"Lost did not complete.").ConfigureAwait(false);
                Require(await scene.GetAsync("kept").ConfigureAwait(false) is not null, $"An entry without a lease vanished.");
            }
        }
    }

    public static async Task NeverBeforeItsTimeAsync(EngineScene scene)
    {
        // A slow machine may miss the moment to look; then it looks again with a new lease.
        for (int attempt = 0; attempt < 10; attempt++)
        {
            ILease lease = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
            await using (lease.ConfigureAwait(false))
            {
                await scene.ApplyAsync(Transaction.Create().Put("a", Bytes("1"), lease)).ConfigureAwait(false);
                await scene.AdvanceAsync(lease.Ttl * 0.6).ConfigureAwait(false);
                long renewed = scene.Fixture.TimeProvider.GetTimestamp();
                if (lease.Lost.IsCompleted)
                {
                    continue;
                }

                await lease.RenewAsync(scene.Token).ConfigureAwait(false);
                await scene.AdvanceAsync(lease.Ttl * 0.6).ConfigureAwait(false);
                Entry? entry = await scene.GetAsync("a").ConfigureAwait(false);
                bool isLost = lease.Lost.IsCompleted;
                if (scene.Fixture.TimeProvider.GetElapsedTime(renewed) < lease.Ttl * 0.9)
                {
                    Require(entry is not null && !isLost, $"The entry of a renewed lease vanished before its time.");
                    return;
                }
            }
        }

        throw new ConformanceException("The machine is too slow to look at a lease before it expires.");
    }

    public static async Task ReleaseAsync(EngineScene scene)
    {
        ILease lease = await scene.LeaseAsync(scene.Engine.Description.MaximumTtl).ConfigureAwait(false);
        await scene.ApplyAsync(Transaction.Create().Put("a", Bytes("1"), lease).Put("b", Bytes("1"), lease)).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        Listing listing = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        Require(listing.Entries.Count == 0, $"{listing.Entries.Count} entries outlive their released lease.");
        await scene.EventuallyAsync(() => lease.Lost.IsCompletedSuccessfully, $"Lost did not complete.").ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
    }

    public static async Task RenewingAnEndedLeaseAsync(EngineScene scene)
    {
        ILease expired = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
        await scene.ApplyAsync(Transaction.Create().Put("a", Bytes("1"), expired)).ConfigureAwait(false);
        await ExpireAsync(scene, "a").ConfigureAwait(false);
        await RequireThrowsAsync<LeaseLostException>(() => expired.RenewAsync(scene.Token).AsTask(), "Renewing an expired lease").ConfigureAwait(false);

        ILease released = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
        await released.DisposeAsync().ConfigureAwait(false);
        await RequireThrowsAsync<LeaseLostException>(() => released.RenewAsync(scene.Token).AsTask(), "Renewing a released lease").ConfigureAwait(false);
        Require(await scene.GetAsync("a").ConfigureAwait(false) is null, $"The entry came back.");
    }

    public static async Task PutUnderAnEndedLeaseAsync(EngineScene scene)
    {
        ILease lease = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        CommitResult result = await scene.CommitAsync(Transaction.Create().Put("a", Bytes("1")).Put("b", Bytes("1"), lease)).ConfigureAwait(false);
        Listing listing = await scene.ListAsync(string.Empty).ConfigureAwait(false);

        Require(result.Outcome == CommitOutcome.Conflict, $"A put under an ended lease answered {result.Outcome}.");
        Require(listing.Entries.Count == 0, $"A conflicting transaction left something behind.");
    }

    public static async Task TokensGrowAsync(EngineScene scene)
    {
        List<long> tokens = [];
        for (int i = 0; i < 5; i++)
        {
            ILease released = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
            tokens.Add(released.FencingToken);
            await released.DisposeAsync().ConfigureAwait(false);
        }

        ILease expired = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
        tokens.Add(expired.FencingToken);
        await scene.ApplyAsync(Transaction.Create().Put("a", Bytes("1"), expired)).ConfigureAwait(false);
        await ExpireAsync(scene, "a").ConfigureAwait(false);
        ILease last = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
        await using (last.ConfigureAwait(false))
        {
            tokens.Add(last.FencingToken);
        }

        RequireAscending(tokens);
    }

    public static async Task LeaseIdsDifferAsync(EngineScene scene)
    {
        ILease[] leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => scene.LeaseAsync(scene.Ttl)))).ConfigureAwait(false);
        int ids = leases.Select(static lease => lease.Id).Distinct(StringComparer.Ordinal).Count();
        int tokens = leases.Select(static lease => lease.FencingToken).Distinct().Count();
        foreach (ILease lease in leases)
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }

        Require(ids == leases.Length && tokens == leases.Length, $"{leases.Length} leases acquired at once have {ids} ids and {tokens} tokens.");
    }

    public static async Task EntriesChangeTheirLeaseAsync(EngineScene scene)
    {
        TimeSpan ttl = scene.Engine.Description.MaximumTtl;
        ILease first = await scene.LeaseAsync(ttl).ConfigureAwait(false);
        ILease second = await scene.LeaseAsync(ttl).ConfigureAwait(false);
        await scene.ApplyAsync(Transaction.Create().Put("freed", Bytes("1"), first).Put("moved", Bytes("1"), first)).ConfigureAwait(false);
        await scene.ApplyAsync(Transaction.Create().Put("freed", Bytes("2")).Put("moved", Bytes("2"), second)).ConfigureAwait(false);
        await first.DisposeAsync().ConfigureAwait(false);
        Listing listing = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        Require(listing.Entries.Count == 2, $"An entry vanished with a lease that it no longer had.");
        await second.DisposeAsync().ConfigureAwait(false);
        listing = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        Require(listing.Entries.Count == 1 && listing.Entries[0].Key == "freed", $"An entry did not vanish with the lease that it was moved to.");
    }

    public static async Task TtlLimitsAsync(EngineScene scene)
    {
        EngineDescription description = scene.Engine.Description;
        await RequireThrowsAsync<ArgumentOutOfRangeException>(() => scene.LeaseAsync(TimeSpan.Zero), "A lease of no time").ConfigureAwait(false);
        await RequireThrowsAsync<ArgumentOutOfRangeException>(() => scene.LeaseAsync(TimeSpan.FromSeconds(-1)), "A lease of negative time").ConfigureAwait(false);
        await RequireThrowsAsync<ArgumentOutOfRangeException>(() => scene.LeaseAsync(description.MaximumTtl + TimeSpan.FromSeconds(1)), "A lease beyond the maximum").ConfigureAwait(false);
        ILease shortest = await scene.LeaseAsync(TimeSpan.FromTicks(1)).ConfigureAwait(false);
        await using (shortest.ConfigureAwait(false))
        {
            Require(shortest.Ttl >= description.MinimumTtl, $"The shortest lease lives {shortest.Ttl}, less than the minimum.");
        }
    }

    /// <summary>Lets the lease of an entry run out.</summary>
    public static async Task ExpireAsync(EngineScene scene, string key)
    {
        await scene.AdvanceAsync(scene.Engine.Description.GetEffectiveTtl(scene.Ttl)).ConfigureAwait(false);
        await scene.EventuallyAsync(async () => await scene.GetAsync(key).ConfigureAwait(false) is null, $"'{key}' outlives its lease.").ConfigureAwait(false);
    }

    public static void RequireAscending(List<long> tokens)
    {
        for (int i = 1; i < tokens.Count; i++)
        {
            Require(tokens[i] > tokens[i - 1], $"The fencing token {tokens[i]} follows {tokens[i - 1]}.");
        }
    }
}
