using System.Globalization;

namespace StackKit.Acceptance.Harness;

/// <summary>Collects the figures and the failed checks of one run of a scenario.</summary>
public sealed class ScenarioRun(string id, int seed)
{
    private readonly List<KeyValuePair<string, string>> _figures = [];
    private readonly List<string> _failures = [];

    /// <summary>Gets the id of the scenario.</summary>
    public string Id { get; } = id;

    /// <summary>Gets the seed that all randomness of the scenario starts from.</summary>
    public int Seed { get; } = seed;

    /// <summary>Gets what was measured, in the order of measuring.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Figures => _figures;

    /// <summary>Gets the checks that did not hold.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Gets a value indicating whether every check held.</summary>
    public bool Passed => _failures.Count == 0;

    /// <summary>Records a figure.</summary>
    public void Figure(string name, IFormattable value) =>
        _figures.Add(new(name.Replace(' ', '-'), value.ToString(value is double or float ? "0.####" : null, CultureInfo.InvariantCulture)));

    /// <summary>Records a figure in words.</summary>
    public void Figure(string name, string value) => _figures.Add(new(name.Replace(' ', '-'), value.Replace(' ', '_')));

    /// <summary>Fails the scenario unless the condition holds; the scenario goes on, so that all figures are seen.</summary>
    public void Check(bool condition, string otherwise)
    {
        if (!condition)
        {
            _failures.Add(otherwise);
        }
    }

    /// <summary>Prints a line of progress or of a table; it goes to standard error, so that standard output stays one line a scenario.</summary>
    public void Note(string line) => Console.Error.WriteLine($"  {Id}: {line}");
}
