using StackKit.Benchmarks.Harness;

namespace StackKit.Benchmarks.Plots;

/// <summary>Measures what the charts show, prints it and draws it.</summary>
internal static class PlotCommand
{
    public const string DefaultFolder = "benchmarks/plots";

    public static int Run(TextWriter output, string folder)
    {
        Directory.CreateDirectory(folder);

        // First, while the process is fresh: the compiler optimises what the peers share with others by what it has seen so far.
        PickSweep sweep = PickSweep.Measure();
        PickChart.Draw(sweep).Save(Path.Combine(folder, "pick-by-destinations.png"));
        sweep.Print(output);
        Progress.Say("first 100 requests");
        WindowChart.Draw().Save(Path.Combine(folder, "first-100-requests.png"));
        return 0;
    }
}
