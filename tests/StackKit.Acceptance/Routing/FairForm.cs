using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Destinations to be picked at random: endpoints of a pool, versions of a split, or endpoints of several versions.</summary>
/// <remarks>Names are single characters, so that a pick can be counted in a nanosecond.</remarks>
internal sealed class FairForm
{
    private readonly int _versions;
    private readonly int _endpoints; // of each version; 0 for versions without a pool
    private readonly double[] _published;

    private FairForm(string name, int versions, int endpoints, SplitMode mode, double[] weights, double[] published)
    {
        Name = name;
        _versions = versions;
        _endpoints = endpoints;
        Mode = mode;
        Weights = weights;
        _published = published;
    }

    public string Name { get; }

    public SplitMode Mode { get; }

    /// <summary>Gets the weights of the destinations, by number.</summary>
    public double[] Weights { get; }

    public static FairForm Create(string name, int versions, int endpoints, int seed)
    {
        Random random = new(seed);
        double[] weights = [.. Enumerable.Range(0, versions * Math.Max(1, endpoints)).Select(_ => 1 + (9 * random.NextDouble()))];
        return new FairForm(name, versions, endpoints, SplitMode.Random, weights, weights);
    }

    /// <summary>Gets the same form with every second weight 1 % too large and the others 1 % too small: what a fair test must find.</summary>
    public FairForm Distort() => new(Name, _versions, _endpoints, Mode, Weights, [.. Weights.Select((weight, i) => weight * (i % 2 == 0 ? 1.01 : 0.99))]);

    /// <summary>Gets the same form picked by a sequence, which is more even than chance.</summary>
    public FairForm Sequence() => new(Name, _versions, _endpoints, SplitMode.Exact, Weights, Weights);

    /// <summary>Publishes a snapshot.</summary>
    /// <param name="router">The router.</param>
    /// <param name="rotation">How far the list of the endpoints is rotated; the weights stay with them.</param>
    public void Publish(Router router, int rotation)
    {
        double[][] byVersion = [.. _published.Chunk(Math.Max(1, _endpoints))];
        Arm[] arms = [.. byVersion.Select((weights, version) => new Arm(NameOf('A', version), weights.Sum()))];
        Pool[] pools = _endpoints == 0 ? [] : [.. arms.Select((arm, version) => new Pool(arm.Version, CreateEndpoints(byVersion[version], version * _endpoints, rotation)))];
        router.Apply(new Split { Mode = Mode, Arms = arms }, pools);
    }

    /// <summary>Picks, and counts by destination.</summary>
    public void Count(Router router, long[] counts, int picks)
    {
        for (int i = 0; i < picks; i++)
        {
            router.TryPick(out RouteDecision decision);
            counts[_endpoints == 0 ? decision.Version[0] - 'A' : decision.Endpoint!.Address[0] - '\u0100']++;
        }
    }

    private static Endpoint[] CreateEndpoints(double[] weights, int first, int rotation) =>
    [
        .. Enumerable.Range(0, weights.Length).Select(i => (i + rotation) % weights.Length)
            .Select(i => new Endpoint($"e{first + i}", NameOf('\u0100', first + i)) { Weight = weights[i] }),
    ];

    private static string NameOf(char first, int number) => ((char)(first + number)).ToString();
}
