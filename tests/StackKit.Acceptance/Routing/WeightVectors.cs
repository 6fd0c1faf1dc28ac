namespace StackKit.Acceptance.Routing;

/// <summary>Weights that are hard on a sampler, of any length.</summary>
internal static class WeightVectors
{
    public static IEnumerable<(string Name, double[] Weights)> All(int length, int seed)
    {
        Random random = new(seed);
        yield return ("equal", Create(length, _ => 1));
        yield return ("tenths", Create(length, _ => 0.1));
        yield return ("geometric", Create(length, i => Math.Pow(10, length == 1 ? 0 : -308 + (616.0 * i / (length - 1)))));
        yield return ("halving", Create(length, i => Math.Pow(2, -i % 1_000)));
        yield return ("linear", Create(length, i => i + 1));
        yield return ("one-of-1e308", Create(length, i => i == 0 ? 1e308 : 1e-308));
        yield return ("all-but-one-of-1e308", Create(length, i => i == 0 ? 1e-308 : 1e308));
        yield return ("largest-and-smallest", Create(length, i => i % 2 == 0 ? double.MaxValue : double.Epsilon));

        // Small addends to a large sum, and small parts of a large column: all may be rounded alike.
        foreach (double share in new[] { 0.1, 1.0 / 3, 0.7, 0.999 })
        {
            foreach (int heavy in new[] { 1, 2, 3 })
            {
                double weight = share / (1 - share) * Math.Max(1, length - heavy) / heavy;
                yield return ($"{share:0.###}-in-{heavy}", Create(length, i => i < heavy ? 0.1 * weight : 0.1));
                yield return ($"{share:0.###}-in-{heavy}-of-random", Create(length, i => i < heavy ? weight : random.NextDouble() + 0.5));
            }
        }

        yield return ("random", Create(length, _ => random.NextDouble() + double.Epsilon));
        yield return ("random-exponent", Create(length, _ => Math.Pow(10, -308 + (616 * random.NextDouble()))));
        yield return ("random-six-orders", Create(length, _ => Math.Pow(10, 6 * random.NextDouble())));
        yield return ("half-of-them-nothing", Create(length, i => i % 2 == 0 ? random.NextDouble() + 1 : 0));
    }

    private static double[] Create(int length, Func<int, double> weight) => [.. Enumerable.Range(0, length).Select(weight)];
}
