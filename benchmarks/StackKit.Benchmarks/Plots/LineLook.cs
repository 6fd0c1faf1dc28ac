using ScottPlot;

namespace StackKit.Benchmarks.Plots;

/// <summary>How a line of the pick chart looks: ours stands out, families share a colour.</summary>
internal sealed record LineLook(Color Color, float Width, LinePattern Pattern, MarkerShape Marker)
{
    public static LineLook Of(Series series) => series.Name switch
    {
        _ when series.IsOurs => new LineLook(ChartStyle.Ours, 4, LinePattern.Solid, MarkerShape.FilledCircle),
        "YARP RoundRobin" => new LineLook(Color.FromHex("#1D4ED8"), 2, LinePattern.Solid, MarkerShape.FilledCircle),
        "YARP PowerOfTwoChoices" => new LineLook(Color.FromHex("#1D4ED8"), 2, LinePattern.Solid, MarkerShape.FilledSquare),
        "YARP Random" => new LineLook(Color.FromHex("#1D4ED8"), 2, LinePattern.Solid, MarkerShape.FilledDiamond),
        "YARP LeastRequests" => new LineLook(Color.FromHex("#1D4ED8"), 2, LinePattern.Solid, MarkerShape.FilledTriangleUp),
        "ServiceDiscovery round robin" => new LineLook(Color.FromHex("#0F766E"), 2, LinePattern.Solid, MarkerShape.FilledCircle),
        "grpc-dotnet round robin" => new LineLook(Color.FromHex("#7E22CE"), 2, LinePattern.Solid, MarkerShape.FilledCircle),
        _ => new LineLook(ChartStyle.Muted, 2, LinePattern.Dashed, MarkerShape.FilledCircle),
    };
}
