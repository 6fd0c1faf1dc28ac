using StackKit.Coordination;
using static StackKit.Testing.EngineScene;

namespace StackKit.Testing;

/// <summary>Statements about stores that several processes share, and that outlive them.</summary>
internal static class SharedStatements
{
    public static async Task OneCommitsTheOtherSeesAsync(EngineScene scene)
    {
        ICoordinationEngine other = await OpenAnotherAsync(scene).ConfigureAwait(false);
        await using (other.ConfigureAwait(false))
        {
            Listing start = await scene.ListAsync(string.Empty).ConfigureAwait(false);
            FollowProbe probe = scene.Follow(string.Empty, start.Cursor);
            await using (probe.ConfigureAwait(false))
            {
                CommitResult result = await other.CommitAsync(Transaction.Create().Put("a", Bytes("1")), scene.Token).ConfigureAwait(false);
                Listing listing = await scene.ListAsync(string.Empty).ConfigureAwait(false);
                Require(listing.Entries.Count == 1 && listing.Entries[0].Revision == result.Revision, $"The next list of another process does not see an acknowledged commit.");
                Require(start.StoreEpoch == (await other.ListAsync(string.Empty, scene.Token).ConfigureAwait(false)).StoreEpoch, $"Two processes see two epochs of one store.");
                await scene.EventuallyAsync(() => probe.HasReached(result.Revision), $"The follow of another process does not tell of the commit.").ConfigureAwait(false);
            }
        }
    }

    public static async Task GaplessAcrossHandlesAsync(EngineScene scene)
    {
        ICoordinationEngine other = await OpenAnotherAsync(scene).ConfigureAwait(false);
        await using (other.ConfigureAwait(false))
        {
            await CommitStatements.CountAsync(scene, scene.Engine, other).ConfigureAwait(false);
        }
    }

    public static async Task TokensGrowAcrossHandlesAsync(EngineScene scene)
    {
        ICoordinationEngine other = await OpenAnotherAsync(scene).ConfigureAwait(false);
        await using (other.ConfigureAwait(false))
        {
            List<long> tokens = [];
            for (int i = 0; i < 6; i++)
            {
                ILease lease = await (i % 2 == 0 ? scene.Engine : other).AcquireLeaseAsync(scene.Ttl, scene.Token).ConfigureAwait(false);
                tokens.Add(lease.FencingToken);
                await lease.DisposeAsync().ConfigureAwait(false);
            }

            LeaseStatements.RequireAscending(tokens);
        }
    }

    public static async Task OthersSeeALeaseExpireAsync(EngineScene scene)
    {
        ICoordinationEngine other = await OpenAnotherAsync(scene).ConfigureAwait(false);
        await using (other.ConfigureAwait(false))
        {
            ILease lease = await other.AcquireLeaseAsync(scene.Ttl, scene.Token).ConfigureAwait(false);
            await other.CommitAsync(Transaction.Create().Put("a", Bytes("1"), lease), scene.Token).ConfigureAwait(false);
            Require((await scene.GetAsync("a").ConfigureAwait(false))?.LeaseId == lease.Id, $"Another process does not see the entry and its lease.");
            await LeaseStatements.ExpireAsync(scene, "a").ConfigureAwait(false);
            await RequireThrowsAsync<LeaseLostException>(() => lease.RenewAsync(scene.Token).AsTask(), "Renewing a lease that others saw expire").ConfigureAwait(false);
        }
    }

    public static async Task ReopenedStoreIsTheSameAsync(EngineScene scene)
    {
        Listing before = await scene.ListAsync(string.Empty).ConfigureAwait(false);
        ILease lease = await scene.LeaseAsync(scene.Ttl).ConfigureAwait(false);
        long revision = await scene.PutAsync("a", "1").ConfigureAwait(false);
        await lease.DisposeAsync().ConfigureAwait(false);
        await scene.Engine.DisposeAsync().ConfigureAwait(false);

        ICoordinationEngine reopened = await OpenAnotherAsync(scene).ConfigureAwait(false);
        await using (reopened.ConfigureAwait(false))
        {
            Listing after = await reopened.ListAsync(string.Empty, scene.Token).ConfigureAwait(false);
            Require(after.StoreEpoch == before.StoreEpoch, $"The store has another epoch after it was reopened.");
            Require(after.Entries.Count == 1 && after.Entries[0].Revision == revision, $"An acknowledged commit is not there after the store was reopened.");
            CommitResult next = await reopened.CommitAsync(Transaction.Create().Put("b", Bytes("1")), scene.Token).ConfigureAwait(false);
            Require(next.Revision > revision, $"Revision {next.Revision} follows {revision} after the store was reopened.");
            ILease again = await reopened.AcquireLeaseAsync(scene.Ttl, scene.Token).ConfigureAwait(false);
            await using (again.ConfigureAwait(false))
            {
                LeaseStatements.RequireAscending([lease.FencingToken, again.FencingToken]);
            }

            FollowProbe probe = new(reopened, string.Empty, before.Cursor);
            await using (probe.ConfigureAwait(false))
            {
                await scene.EventuallyAsync(() => probe.HasReached(next.Revision) || probe.IsReset, $"A cursor from before neither continues nor resets.").ConfigureAwait(false);
                Require(probe.IsReset || probe.Changes.Count == 2, $"A cursor from before told {probe.Changes.Count} of 2 changes.");
            }
        }
    }

    public static async Task KilledProcessLosesItsLeaseAsync(EngineScene scene)
    {
        EngineProcess process = await StartAsync(scene).ConfigureAwait(false);
        await using (process.ConfigureAwait(false))
        {
            await process.PutAsync("leased", Bytes("1"), scene.Ttl, scene.Token).ConfigureAwait(false);
            await process.PutAsync("kept", Bytes("1"), null, scene.Token).ConfigureAwait(false);
            Require((await scene.GetAsync("leased").ConfigureAwait(false))?.LeaseId is not null, $"The entry of the other process is not there, or has no lease.");
            await process.KillAsync(scene.Token).ConfigureAwait(false);
            await LeaseStatements.ExpireAsync(scene, "leased").ConfigureAwait(false);
            Require(await scene.GetAsync("kept").ConfigureAwait(false) is not null, $"A killed process took an entry without a lease with it.");
        }
    }

    public static async Task KilledProcessLosesNoCommitAsync(EngineScene scene)
    {
        EngineProcess process = await StartAsync(scene).ConfigureAwait(false);
        await using (process.ConfigureAwait(false))
        {
            await process.StartCountingAsync("pair/a", "pair/b", scene.Token).ConfigureAwait(false);
            await scene.EventuallyAsync(() => process.Acknowledged >= 50, $"The other process does not count.").ConfigureAwait(false);
            await process.KillAsync(scene.Token).ConfigureAwait(false);
            long stored = Number(await CommitStatements.RequireEqualPairAsync(scene).ConfigureAwait(false));
            long acknowledged = process.Acknowledged;
            Require(stored == acknowledged || stored == acknowledged + 1, $"{acknowledged} was acknowledged before the kill, {stored} is stored.");
            await scene.PutAsync("after", "1").ConfigureAwait(false);
        }
    }

    private static async Task<ICoordinationEngine> OpenAnotherAsync(EngineScene scene) => await scene.Fixture.OpenAsync(scene.Token).ConfigureAwait(false);

    private static async Task<EngineProcess> StartAsync(EngineScene scene) =>
        await scene.Fixture.StartProcessAsync(scene.Token).ConfigureAwait(false) ?? throw new ConformanceException("The fixture started no process.");
}
