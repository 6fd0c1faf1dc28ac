using StackKit.Benchmarks.Harness;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Measures the fifteen acceptance rows and prints them.</summary>
internal static class RatioTable
{
    /// <summary>Measures and prints.</summary>
    /// <returns>The exit code: 1 when a row fails.</returns>
    public static int Print(TextWriter output)
    {
        // Peers first, while the process is fresh: the compiler optimises what they share with others by what it has seen so far.
        List<RatioRow> rows = [.. PickRows.Measure(), .. StickyRows.Measure(), LeaseRow.Measure(), DecisionRow.Measure(), BuildRow.Measure(), AllocationRow.Measure(), MovementRow.Compute(), WindowRow.Compute()];
        rows.Sort((a, b) => a.Number.CompareTo(b.Number));
        MarkdownTable table = new("#", "metric", "measured", "bar", "ns", "verdict");
        foreach (RatioRow row in rows)
        {
            table.Add($"{row.Number}", row.Metric, row.Measured, row.Bar, row.Absolute, row.Verdict);
        }

        table.Print(output);
        int failed = rows.Count(row => !row.Passes);
        output.WriteLine();
        output.WriteLine($"{rows.Count(row => row.Passes)} pass, {failed} fail.");
        return failed == 0 ? 0 : 1;
    }
}
