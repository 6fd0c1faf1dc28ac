using StackKit.Benchmarks.Plots;

namespace StackKit.Benchmarks;

/// <summary>Says what can be run.</summary>
internal static class Usage
{
    public static int Print(TextWriter output)
    {
        output.WriteLine(
            $"""
            Benchmarks of the StackKit router against what else .NET offers.

              dotnet run -c Release --project benchmarks/StackKit.Benchmarks -- COMMAND

              ratios           Measures the acceptance rows: ratios within one run, robust on a busy machine. Prints a table of
                               15 rows; the exit code is 1 when one fails. About a minute.
              plots [FOLDER]   Measures picks among 2 to 10,000 destinations, prints the table and draws the charts into the
                               folder ({PlotCommand.DefaultFolder} by default). About a minute.
              anything else    Goes to BenchmarkDotNet:
                                 --list flat                                names of all benchmarks
                                 --filter *Pick* --job short                some of them, quickly
                                 --filter *                                 all of them, an hour or more
              --help           This text.
            """);
        return 0;
    }
}
