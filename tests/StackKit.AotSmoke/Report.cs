using System.Globalization;
using System.Runtime.CompilerServices;

namespace StackKit.AotSmoke;

/// <summary>Figures, each with what it must be.</summary>
internal sealed class Report
{
    private readonly List<string> _lines = [];
    private bool _right = true;

    public void Expect(string name, IFormattable figure, bool right, [CallerArgumentExpression(nameof(right))] string condition = "") =>
        Add(name, figure.ToString(null, CultureInfo.InvariantCulture), right, condition);

    public void Expect(string name, string expected, string actual) => Add(name, actual, expected == actual, $"is '{expected}'");

    public void Note(string text) => _lines.Add(text);

    /// <summary>Prints everything.</summary>
    /// <returns>Whether all of it is right.</returns>
    public bool Print()
    {
        foreach (string line in _lines)
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(_right ? "AOT PASS" : "AOT FAIL");
        return _right;
    }

    private void Add(string name, string figure, bool right, string condition)
    {
        _right &= right;
        _lines.Add($"{(right ? "ok   " : "WRONG")} {name} = {figure}   ({condition})");
    }
}
