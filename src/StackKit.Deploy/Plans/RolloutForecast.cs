using System.Collections.Immutable;
using System.Text;

namespace StackKit.Deploy;

/// <summary>What a release would do and cost, before it is asked for.</summary>
public sealed record RolloutForecast
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the version that serves now; null when there is none.</summary>
    public string? Stable { get; init; }

    /// <summary>Gets the version that would be released.</summary>
    public required string Candidate { get; init; }

    /// <summary>Gets what would be done.</summary>
    public required RolloutPlan Plan { get; init; }

    /// <summary>Gets the steps in words.</summary>
    public required ImmutableArray<string> Steps { get; init; }

    /// <summary>Gets how many instances would run at most beyond those that run now; 0 when the rollout only shifts traffic or upgrades in place.</summary>
    public required int ExtraInstances { get; init; }

    /// <summary>Gets the shortest time it can take: pauses, least times of analyses, bake time. Starting, draining and waiting for evidence or people come on top.</summary>
    public required TimeSpan ShortestTime { get; init; }

    /// <summary>Gets what the target says about capacity; null when it does not know.</summary>
    public TargetCapacity? Capacity { get; init; }

    /// <summary>Gets what it costs, a sentence each.</summary>
    public required ImmutableArray<string> Costs { get; init; }

    /// <summary>Gets what would refuse it; null when nothing is known to.</summary>
    public string? Problem { get; init; }

    /// <summary>Gets the forecast as text for a terminal.</summary>
    /// <returns>Several lines.</returns>
    public string ToText()
    {
        StringBuilder text = new();
        text.Append(FormattableString.Invariant($"{Service}: {Stable ?? "(nothing)"} -> {Candidate} by {Plan.Strategy}\n"));
        foreach (string step in Steps)
        {
            text.Append("  step   ").Append(step).Append('\n');
        }

        foreach (string cost in Costs)
        {
            text.Append("  cost   ").Append(cost).Append('\n');
        }

        return Problem is null ? text.ToString() : text.Append("  refused ").Append(Problem).Append('\n').ToString();
    }
}
