namespace StackKit.Benchmarks.Ratios;

/// <summary>One row of the acceptance table.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Checks">The figures; at least one.</param>
internal sealed record RatioRow(int Number, string Metric, params IReadOnlyList<Check> Checks)
{
    /// <summary>Gets the absolute figure in nanoseconds where there is a ceiling: a sanity check, since machines differ.</summary>
    public Check? Ceiling { get; init; }

    public bool Passes => Checks.Count > 0 && Checks.All(check => check.Holds) && Ceiling is null or { Holds: true };

    public string Verdict => Passes ? "PASS" : "FAIL";

    public string Measured => string.Join("; ", Checks.Select(check => check.Measured));

    public string Bar => string.Join("; ", Checks.Select(check => check.Limit));

    public string Absolute => Ceiling is null ? "" : $"{Ceiling.Measured} ({Ceiling.Limit})";
}
