using System.Collections.Immutable;
using System.ComponentModel;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>What a release would do and cost.</summary>
internal sealed record ForecastView
{
    public required string Service { get; init; }

    public string? Stable { get; init; }

    public required string Candidate { get; init; }

    public required string Strategy { get; init; }

    [Description("The steps, in words.")]
    public required ImmutableArray<string> Steps { get; init; }

    [Description("How many instances would run at most beyond those that run now.")]
    public required int ExtraInstances { get; init; }

    [Description("The shortest time it can take, as [d.]hh:mm:ss.")]
    public required TimeSpan ShortestTime { get; init; }

    public CapacityView? Capacity { get; init; }

    public required ImmutableArray<string> Costs { get; init; }

    [Description("What would refuse it; left out when nothing is known to.")]
    public string? Problem { get; init; }

    public static ForecastView Of(RolloutForecast forecast) => new()
    {
        Service = forecast.Service,
        Stable = forecast.Stable,
        Candidate = forecast.Candidate,
        Strategy = forecast.Plan.Strategy,
        Steps = forecast.Steps,
        ExtraInstances = forecast.ExtraInstances,
        ShortestTime = forecast.ShortestTime,
        Capacity = forecast.Capacity is null ? null : new CapacityView(forecast.Capacity.IsSufficient, forecast.Capacity.Statement),
        Costs = forecast.Costs,
        Problem = forecast.Problem,
    };
}
