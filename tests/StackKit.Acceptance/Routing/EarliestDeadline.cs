namespace StackKit.Acceptance.Routing;

/// <summary>Earliest deadline first with a deadline every 1 / weight (Envoy): exact, as long as nobody starts it anew.</summary>
internal sealed class EarliestDeadline(double[] weights) : ISchedule
{
    private readonly double[] _deadlines = [.. weights.Select(weight => 1 / weight)];

    public int Next()
    {
        int first = Array.IndexOf(_deadlines, _deadlines.Min());
        _deadlines[first] += 1 / weights[first];
        return first;
    }
}
