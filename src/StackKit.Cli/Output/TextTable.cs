using Spectre.Console;

namespace StackKit.Cli.Output;

/// <summary>Rows under headings: with lines on a terminal, in plain columns elsewhere.</summary>
internal static class TextTable
{
    public static void Write(CliHost host, string[] headings, IReadOnlyList<string[]> rows)
    {
        string[][] clean = [.. rows.Select(r => r.Select(TerminalText.Clean).ToArray())];
        if (host.IsTerminal)
        {
            Table table = new() { Border = TableBorder.Rounded };
            foreach (string heading in headings)
            {
                table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
            }

            foreach (string[] row in clean)
            {
                table.AddRow(row.Select(static cell => new Text(cell)));
            }

            Terminal.Create(host).Write(table);
            return;
        }

        int[] widths = [.. headings.Select((h, i) => clean.Select(r => r[i].Length).Append(h.Length).Max())];
        foreach (string[] row in clean.Prepend(headings))
        {
            host.Out.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
    }
}
