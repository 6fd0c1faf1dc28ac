using System.Collections.Immutable;
using StackKit.Routing;

namespace StackKit.Deploy.Evidence;

/// <summary>The routing that the leader wants; every router instance applies it by itself and keeps it when the store is gone.</summary>
internal sealed record RoutingSnapshot
{
    public string? RolloutId { get; init; }

    /// <summary>Gets the fencing token of the leader that wrote it.</summary>
    public required long Epoch { get; init; }

    public required long Generation { get; init; }

    public SplitMode Mode { get; init; }

    public string Salt { get; init; } = "";

    public string? Stable { get; init; }

    public string? Candidate { get; init; }

    /// <summary>Gets the candidate's share, 0 to 1.</summary>
    public double CandidateWeight { get; init; }

    public ImmutableArray<RouteRule> Rules { get; init; } = [];

    /// <summary>Gets the instances by version; null when somebody else tells the routers.</summary>
    public ImmutableArray<PoolSnapshot>? Pools { get; init; }

    /// <summary>Gets how many failures each router instance may cause; null without a harm budget. A router that is not listed may cause none.</summary>
    public ImmutableSortedDictionary<string, long>? BudgetShares { get; init; }

    public Split ToSplit(string instance)
    {
        List<Arm> arms = [];
        if (Stable is not null)
        {
            arms.Add(new Arm(Stable, 1 - CandidateWeight));
        }

        if (Candidate is not null)
        {
            arms.Add(new Arm(Candidate, CandidateWeight) { FailureBudget = BudgetShares is null ? null : BudgetShares.GetValueOrDefault(instance) });
        }

        return new Split { Epoch = Epoch, Generation = Generation, Mode = Mode, Salt = Salt, Arms = arms, Rules = Rules };
    }

    public IReadOnlyList<Pool>? ToPools() => Pools is not { } pools
        ? null
        : [.. pools.Select(p => new Pool(p.Version, [.. p.Endpoints.Select(e => new Endpoint(e.Id, e.Address) { Draining = e.Draining })]))];
}
