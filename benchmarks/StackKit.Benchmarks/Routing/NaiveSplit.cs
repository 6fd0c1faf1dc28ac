namespace StackKit.Benchmarks.Routing;

/// <summary>What a reader would have written first: a linear scan over running sums with the shared random generator.</summary>
internal sealed class NaiveSplit
{
    private readonly string[] _versions;
    private readonly double[] _bounds;

    public NaiveSplit(string[] versions, double[] weights)
    {
        _versions = versions;
        _bounds = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            _bounds[i] = sum += weights[i];
        }
    }

    public string Pick()
    {
        double point = Random.Shared.NextDouble() * _bounds[^1];
        for (int i = 0; i < _bounds.Length - 1; i++)
        {
            if (point < _bounds[i])
            {
                return _versions[i];
            }
        }

        return _versions[^1];
    }
}
