namespace StackKit.Benchmarks.Harness;

/// <summary>Nanoseconds per operation of candidates that were measured together.</summary>
internal sealed class Times
{
    private readonly Dictionary<Candidate, double> _nanoseconds = [];

    public double this[Candidate candidate]
    {
        get => _nanoseconds[candidate];
        set => _nanoseconds[candidate] = value;
    }

    /// <summary>Gets how many times as long the first takes as the second.</summary>
    public double Ratio(Candidate of, Candidate to) => this[of] / this[to];
}
