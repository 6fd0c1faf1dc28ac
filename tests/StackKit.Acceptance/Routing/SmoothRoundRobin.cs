namespace StackKit.Acceptance.Routing;

/// <summary>Smooth weighted round robin (nginx): exact, as long as nobody starts it anew.</summary>
internal sealed class SmoothRoundRobin(double[] weights) : ISchedule
{
    private readonly double[] _current = new double[weights.Length];

    public int Next()
    {
        int best = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            _current[i] += weights[i];
            best = _current[i] > _current[best] ? i : best;
        }

        _current[best] -= weights.Sum();
        return best;
    }
}
