namespace StackKit.Benchmarks.Ratios;

/// <summary>One figure and the most it may be.</summary>
/// <param name="Value">The figure; one that is not a number does not hold.</param>
/// <param name="Bar">The most it may be.</param>
/// <param name="Note">What to say behind the figure.</param>
internal sealed record Check(double Value, double Bar, string Note = "")
{
    public bool Holds => Value <= Bar;

    public string Measured => Value.ToString(Format) + Note;

    public string Limit => $"<= {Bar:#,0.##}";

    private string Format => Value switch
    {
        > 0 and < 0.1 => "0.0000",
        > 0 and < 1 => "0.000",
        < 100 => "0.##",
        _ => "#,0",
    };
}
