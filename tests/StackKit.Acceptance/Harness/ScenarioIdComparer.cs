using System.Globalization;

namespace StackKit.Acceptance.Harness;

/// <summary>Orders K-A2 before K-A10.</summary>
internal sealed class ScenarioIdComparer : IComparer<string>
{
    public static readonly ScenarioIdComparer Instance = new();

    public int Compare(string? x, string? y) =>
        string.Compare(x, y, CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);
}
