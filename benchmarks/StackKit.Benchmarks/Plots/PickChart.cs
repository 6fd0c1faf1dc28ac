using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace StackKit.Benchmarks.Plots;

/// <summary>Draws what a pick costs as the number of destinations grows; both axes are logarithmic.</summary>
internal static class PickChart
{
    private const double Left = 0.2;
    private const double Right = 6.1; // room for the labels behind the last points
    private const double Bottom = 0;
    private const double Top = 4.6;
    private const double LabelGap = 0.185; // least distance of two labels, in decades

    public static Chart Draw(PickSweep sweep)
    {
        Plot plot = ChartStyle.Create("destinations");
        double[] ends = new double[PickSweep.All.Length];
        for (int i = PickSweep.All.Length - 1; i >= 0; i--) // ours last, on top
        {
            double[] x = [.. PickSweep.Sizes.Select(size => Math.Log10(size))];
            double[] y = [.. PickSweep.Sizes.Select((_, size) => Math.Log10(sweep.Nanoseconds(i, size)))];
            ends[i] = y[^1];
            LineLook look = LineLook.Of(PickSweep.All[i]);
            Scatter line = plot.Add.Scatter(x, y, look.Color);
            line.LineWidth = look.Width;
            line.LinePattern = look.Pattern;
            line.MarkerShape = look.Marker;
            line.MarkerSize = look.Width + 6;
        }

        Label(plot, ends, sweep);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. PickSweep.Sizes.Select(size => Math.Log10(size))], [.. PickSweep.Sizes.Select(size => $"{size:#,0}")]);
        plot.Axes.Left.TickGenerator = new NumericManual([0, 1, 2, 3, 4], ["1 ns", "10 ns", "100 ns", "1 µs", "10 µs"]);
        plot.Axes.SetLimits(Left, Right, Bottom, Top);
        return new Chart(plot, "What one pick costs", "One thread, least of many short batches. Only StackKit and the two scans respect weights; all others treat every destination alike.");
    }

    private static void Label(Plot plot, double[] ends, PickSweep sweep)
    {
        double[] places = Spread(ends);
        for (int i = 0; i < ends.Length; i++)
        {
            Series series = PickSweep.All[i];
            double last = sweep.Nanoseconds(i, PickSweep.Sizes.Length - 1);
            Text text = plot.Add.Text($"{series.Name}  {last.ToString(last < 100 ? "0.0" : "#,0")}", Math.Log10(PickSweep.Sizes[^1]) + 0.1, places[i]);
            text.LabelFontColor = LineLook.Of(series).Color;
            text.LabelFontSize = series.IsOurs ? 16 : 14;
            text.LabelBold = series.IsOurs;
            text.LabelAlignment = Alignment.MiddleLeft;
        }
    }

    /// <summary>Moves labels apart that would lie on each other, from the middle outwards as little as needed.</summary>
    private static double[] Spread(double[] ends)
    {
        double[] places = [.. ends];
        int[] order = [.. Enumerable.Range(0, ends.Length).OrderBy(i => ends[i])];
        for (int pass = 0; pass < 100; pass++)
        {
            for (int k = 1; k < order.Length; k++)
            {
                double overlap = LabelGap - (places[order[k]] - places[order[k - 1]]);
                if (overlap > 0)
                {
                    places[order[k]] += overlap / 2;
                    places[order[k - 1]] -= overlap / 2;
                }
            }
        }

        return places;
    }
}
