using ScottPlot;
using ScottPlot.TickGenerators;
using StackKit.Benchmarks.Ratios;
using StackKit.Routing;

namespace StackKit.Benchmarks.Plots;

/// <summary>Draws how often a candidate of 10 % got 0, 1, 2, ... of the first 100 requests.</summary>
internal static class WindowChart
{
    private const int Most = 24;

    public static Chart Draw()
    {
        int[] exact = FirstRequests.Count(SplitMode.Exact);
        int[] random = FirstRequests.Count(SplitMode.Random);
        Plot plot = ChartStyle.Create("requests that reached the canary, of the first 100");
        Add(plot, exact, ChartStyle.Ours, -0.21);
        Add(plot, random, ChartStyle.Muted, 0.21);
        Label(plot, "exact, the default", 10.5, 0.53, ChartStyle.Ours);
        Label(plot, "random", 13.6, 0.085, ChartStyle.Muted);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. Enumerable.Range(0, (Most / 2) + 1).Select(i => 2.0 * i)], [.. Enumerable.Range(0, (Most / 2) + 1).Select(i => $"{2 * i}")]);
        plot.Axes.Left.TickGenerator = new NumericManual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], ["0", "10 %", "20 %", "30 %", "40 %", "50 %", "60 %"]);
        plot.Axes.SetLimits(-0.8, Most + 0.8, 0, 0.64);
        return new Chart(
            plot,
            "How much traffic a canary of 10 % really gets",
            $"Share of {FirstRequests.Routers:#,0} fresh routers. Standard deviation: exact {FirstRequests.Deviation(exact):0.00} requests, random {FirstRequests.Deviation(random):0.00}.");
    }

    private static void Add(Plot plot, int[] counts, Color color, double shift)
    {
        Bar[] bars = [.. Enumerable.Range(0, Most + 1).Select(count => new Bar
        {
            Position = count + shift,
            Value = counts.Count(c => c == count) / (double)counts.Length,
            Size = 0.42,
            FillColor = color,
            LineWidth = 0,
        })];
        plot.Add.Bars(bars);
    }

    private static void Label(Plot plot, string text, double x, double y, Color color)
    {
        ScottPlot.Plottables.Text label = plot.Add.Text(text, x, y);
        label.LabelFontColor = color;
        label.LabelFontSize = 17;
        label.LabelBold = true;
        label.LabelAlignment = Alignment.MiddleLeft;
    }
}
