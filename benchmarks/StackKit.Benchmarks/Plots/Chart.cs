using ScottPlot;
using SkiaSharp;

namespace StackKit.Benchmarks.Plots;

/// <summary>A plot under a headline. Saved as PNG at twice the size: the dashes and fonts of SVG do not survive every viewer.</summary>
internal sealed record Chart(Plot Plot, string Headline, string Explanation)
{
    private const int Width = 1_000;
    private const int Height = 620;
    private const int Scale = 2;
    private const float Margin = 24;

    public void Save(string path)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Width * Scale, Height * Scale));
        surface.Canvas.Scale(Scale);
        Plot.Render(surface.Canvas, new PixelRect(0, Width, Height, 0));
        Write(surface.Canvas, Headline, 22, ChartStyle.Ink, 18);
        Write(surface.Canvas, Explanation, 14, ChartStyle.Muted, 52);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        using FileStream file = File.Create(path);
        png.SaveTo(file);
    }

    private static void Write(SKCanvas canvas, string text, float size, Color color, float top)
    {
        using Paint paint = Paint.NewDisposablePaint();
        LabelStyle label = new() { Text = text, FontSize = size, ForeColor = color, Alignment = Alignment.UpperLeft };
        label.Render(canvas, new Pixel(Margin, top), paint);
    }
}
