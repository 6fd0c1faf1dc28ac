using System.Collections.Immutable;
using StackKit.Deploy.Evidence;
using StackKit.Deploy.Store;

namespace StackKit.Deploy.Control;

/// <summary>Turns the state of a rollout into the routing that every router applies.</summary>
internal static class RoutingWriter
{
    public static RoutingSnapshot Write(RolloutState state, long epoch, string service, RoutingSnapshot? before, ImmutableArray<RouterReport> routers)
    {
        Rollout rollout = state.Rollout;
        return new RoutingSnapshot
        {
            RolloutId = rollout.Id,
            Epoch = epoch,
            Generation = state.Generation,
            Mode = rollout.Plan.Mode,
            Salt = $"{service}/{rollout.Id}", // users are divided anew in every rollout, not always the same ones first
            Stable = rollout.Stable,
            Candidate = rollout.Candidate,
            CandidateWeight = rollout.Stable is null ? 1 : state.CandidateWeight,
            Rules = state.Rules,
            Pools = PoolsOf(state.Instances, rollout.Stable, rollout.Candidate),

            // With everybody on the candidate there is nobody else to send a user to: a budget could only turn users away.
            BudgetShares = rollout.Stable is null || state.CandidateWeight >= 1 ? null : SharesOf(rollout.Plan.HarmBudget, before?.RolloutId == rollout.Id ? before.BudgetShares : null, routers),
        };
    }

    /// <summary>Writes the routing of a service that has a stable version and no rollout.</summary>
    public static RoutingSnapshot Write(StableRecord stable, long epoch, long generation) => new()
    {
        Epoch = epoch,
        Generation = generation,
        Stable = stable.Version,
        Pools = PoolsOf([.. stable.Instances.Select(i => new RolloutInstance { Target = i, Stage = InstanceStage.InPool })], stable.Version, null),
    };

    private static ImmutableArray<PoolSnapshot>? PoolsOf(ImmutableArray<RolloutInstance> instances, string? stable, string? candidate)
    {
        if (instances.All(i => i.Target.Address is null))
        {
            return null; // somebody else tells the routers where the versions are
        }

        ImmutableArray<PoolSnapshot>.Builder pools = ImmutableArray.CreateBuilder<PoolSnapshot>();
        foreach (string version in new[] { stable, candidate }.OfType<string>())
        {
            pools.Add(new PoolSnapshot(version,
            [
                .. instances.Where(i => i.Target.Version == version && i.Target.Address is not null && i.Stage is InstanceStage.InPool or InstanceStage.Draining)
                    .Select(i => new PoolEndpoint(i.Target.Id, i.Target.Address!, i.Stage == InstanceStage.Draining)),
            ]));
        }

        return pools.ToImmutable();
    }

    // A share once given is never given again, also when its router is gone: it may only have lost the store, and still admits as much as
    // it was told. What has never been given is divided among those that live.
    private static ImmutableSortedDictionary<string, long>? SharesOf(long? budget, ImmutableSortedDictionary<string, long>? before, ImmutableArray<RouterReport> routers)
    {
        if (budget is not long total)
        {
            return null;
        }

        ImmutableSortedDictionary<string, long> given = before ?? ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);
        ImmutableSortedDictionary<string, long>.Builder shares = given.ToBuilder();
        string[] live = [.. routers.Select(r => r.Instance).Order(StringComparer.Ordinal)];
        long rest = Math.Max(0, total - given.Values.Sum());
        for (int i = 0; i < live.Length; i++)
        {
            shares[live[i]] = given.GetValueOrDefault(live[i]) + (rest / live.Length) + (i < rest % live.Length ? 1 : 0);
        }

        return shares.ToImmutable();
    }
}
