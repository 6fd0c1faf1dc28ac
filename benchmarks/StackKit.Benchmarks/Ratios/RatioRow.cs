namespace StackKit.Benchmarks.Ratios;

/// <summary>One row of the acceptance table.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Checks">The figures; none while the router lacks what the row is about.</param>
internal sealed record RatioRow(int Number, string Metric, params IReadOnlyList<Check> Checks)
{
    /// <summary>Gets the absolute figure in nanoseconds where there is a ceiling: a sanity check, since machines differ.</summary>
    public Check? Ceiling { get; init; }

    /// <summary>Gets what to print where there are no figures.</summary>
    public string Absence { get; init; } = "";

    public bool IsAvailable => Checks.Count > 0;

    public bool Passes => IsAvailable && Checks.All(check => check.Holds) && Ceiling is null or { Holds: true };

    public string Verdict => Passes ? "PASS" : IsAvailable ? "FAIL" : "not available";

    public string Measured => IsAvailable ? string.Join("; ", Checks.Select(check => check.Measured)) : Absence;

    public string Bar => string.Join("; ", Checks.Select(check => check.Limit));

    public string Absolute => Ceiling is null ? "" : $"{Ceiling.Measured} ({Ceiling.Limit})";
}
