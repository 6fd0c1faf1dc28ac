namespace StackKit.Benchmarks.Naive;

/// <summary>Weights as the ends of intervals.</summary>
internal static class RunningSums
{
    public static double[] Of(double[] weights)
    {
        double sum = 0;
        return Array.ConvertAll(weights, weight => sum += weight);
    }
}
