namespace StackKit.Benchmarks.Harness;

/// <summary>A table that reads well in a terminal and in Markdown.</summary>
internal sealed class MarkdownTable(params string[] header)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print(TextWriter output)
    {
        int[] widths = [.. header.Select((title, i) => Math.Max(3, _rows.Append(header).Max(row => row[i].Length)))];
        Print(output, header, widths);
        Print(output, [.. widths.Select(width => new string('-', width))], widths);
        foreach (string[] row in _rows)
        {
            Print(output, row, widths);
        }
    }

    private static void Print(TextWriter output, string[] cells, int[] widths) =>
        output.WriteLine($"| {string.Join(" | ", cells.Select((cell, i) => cell.PadRight(widths[i])))} |");
}
