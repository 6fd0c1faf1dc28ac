using ScottPlot;

namespace StackKit.Benchmarks.Plots;

/// <summary>What all charts have in common.</summary>
internal static class ChartStyle
{
    public static readonly Color Ours = Color.FromHex("#C2410C");
    public static readonly Color Ink = Color.FromHex("#1F2937");
    public static readonly Color Muted = Color.FromHex("#6B7280");
    private static readonly Color s_grid = Color.FromHex("#E5E7EB");

    /// <summary>Creates an empty plot with room for a headline.</summary>
    public static Plot Create(string x)
    {
        Fonts.Default = "DejaVu Sans";
        Plot plot = new();
        plot.Grid.MajorLineColor = s_grid;
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Axes.Color(Muted);
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Left.FrameLineStyle.IsVisible = false;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 15;
        plot.Axes.Left.TickLabelStyle.FontSize = 15;
        plot.Axes.Bottom.Label.Text = x;
        plot.Axes.Bottom.Label.FontSize = 15;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Bottom.Label.ForeColor = Ink;
        plot.Layout.Fixed(new PixelPadding(left: 78, right: 24, bottom: 66, top: 92));
        return plot;
    }
}
