namespace StackKit.Deploy.Analysis;

/// <summary>What a metric that is judged by fixed thresholds has measured so far. Immutable.</summary>
public sealed record ThresholdEvidence
{
    /// <summary>Gets the name of the metric.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how many measurements met the success condition.</summary>
    public required int Successful { get; init; }

    /// <summary>Gets how many measurements failed.</summary>
    public required int Failed { get; init; }

    /// <summary>Gets how many measurements said neither, such as those without a value.</summary>
    public required int Inconclusive { get; init; }

    /// <summary>Gets how many times measuring itself went wrong.</summary>
    public required int Errors { get; init; }

    /// <summary>Gets the latest measurements, oldest first, at most ten.</summary>
    public required IReadOnlyList<Measurement> Latest { get; init; }
}
