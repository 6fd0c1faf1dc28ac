namespace StackKit.Testing;

/// <summary>The result of trying one statement.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it failed or does not apply; <see langword="null"/> when it passed.</param>
public sealed record ConformanceResult(ConformanceOutcome Outcome, string? Reason)
{
    /// <summary>Gets the result of a statement that holds.</summary>
    public static ConformanceResult Passed { get; } = new(ConformanceOutcome.Passed, null);

    /// <summary>Makes the result of a statement that does not hold.</summary>
    /// <param name="reason">What was seen instead.</param>
    /// <returns>The result.</returns>
    public static ConformanceResult Failed(string reason) => new(ConformanceOutcome.Failed, reason);

    /// <summary>Makes the result of a statement that does not apply.</summary>
    /// <param name="reason">What the subject does not claim to do.</param>
    /// <returns>The result.</returns>
    public static ConformanceResult NotApplicable(string reason) => new(ConformanceOutcome.NotApplicable, reason);
}
