using System.Collections.Immutable;

namespace StackKit.Deploy.Evidence;

/// <summary>What one router instance publishes under its lease: what it has applied, and its cumulative counters.</summary>
internal sealed record RouterReport
{
    /// <summary>Gets the router instance: new at each start, so that counters that begin at zero are not taken for a continuation.</summary>
    public required string Instance { get; init; }

    /// <summary>Gets the generation that this router and its data planes have applied; 0 before the first.</summary>
    public required long Generation { get; init; }

    public ImmutableSortedDictionary<string, long> InFlight { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    public ImmutableSortedDictionary<string, long> EndpointInFlight { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    public ImmutableArray<ArmReport> Arms { get; init; } = [];

    public ImmutableArray<VersionReport> Totals { get; init; } = [];

    /// <summary>Gets this router's share of the harm budget.</summary>
    public long BudgetShare { get; init; }

    /// <summary>Gets how much of it has failed.</summary>
    public long BudgetUsed { get; init; }
}
