namespace StackKit.Routing;

/// <summary>What happened to the requests of one version under one generation of the split. Cumulative; each count only grows.</summary>
/// <remarks>
/// A local halt changes weights without a new generation: then one generation shows twice, each time with the weight that was in force.
/// Forced requests (chosen by a rule or a service upstream) and fallbacks are in the totals, and in none of the counts for analysis.
/// </remarks>
public sealed record ArmCounters
{
    /// <summary>Gets the version.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the epoch of the split.</summary>
    public required long Epoch { get; init; }

    /// <summary>Gets the generation of the split.</summary>
    public required long Generation { get; init; }

    /// <summary>Gets the share of the version that was in force, from 0 to 1.</summary>
    public required double Weight { get; init; }

    /// <summary>Gets all requests reported, whatever their outcome.</summary>
    public required long Requests { get; init; }

    /// <summary>Gets the requests that failed.</summary>
    public required long Failures { get; init; }

    /// <summary>Gets the requests that were neither success nor failure.</summary>
    public required long Neither { get; init; }

    /// <summary>Gets how long all requests took.</summary>
    public required LatencyHistogram Latency { get; init; }

    /// <summary>Gets the requests that a rule or a service upstream sent here.</summary>
    public required long ForcedRequests { get; init; }

    /// <summary>Gets the failed requests among those that a rule or a service upstream sent here.</summary>
    public required long ForcedFailures { get; init; }

    /// <summary>Gets the successes and failures that count as evidence: all without a sticky key, and each sticky key once.</summary>
    public required long AnalysisRequests { get; init; }

    /// <summary>Gets the failures that count as evidence: all without a sticky key, and at most one of each sticky key.</summary>
    public required long AnalysisFailures { get; init; }

    /// <summary>Gets how long the requests took that count as evidence: all without a sticky key, and the first of each sticky key.</summary>
    public required LatencyHistogram AnalysisLatency { get; init; }

    /// <summary>
    /// Gets how many sticky keys were seen. At most 65,536 are; requests of further keys are no evidence, nor are those reported after
    /// eight newer generations.
    /// </summary>
    public required int DistinctKeys { get; init; }

    /// <summary>Gets the failures of requests with a sticky key, each counted.</summary>
    public required long RawFailures { get; init; }

    /// <summary>Gets the failures of the sticky key that failed most often.</summary>
    public required long TopKeyFailures { get; init; }

    /// <summary>Gets the failures charged to <see cref="Arm.FailureBudget"/>, including those of earlier generations that the budget continues; 0 without a budget.</summary>
    public required long BudgetUsed { get; init; }
}
