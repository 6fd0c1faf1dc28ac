using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Proxies;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Requests of every fate against one site, while endpoints are removed under them.</summary>
internal sealed class InFlightTrial(Site site, string backend, HeldRequests held)
{
    private static readonly string[] s_versions = ["1", "2"];
    private static readonly string[] s_endpoints = ["1-a", "1-b", "1-c", "2-a", "2-b", "2-c"];

    private readonly Router _router = site.Router;

    /// <summary>Gets how many requests were sent.</summary>
    public int Sent { get; private set; }

    public long InFlightByVersion => s_versions.Sum(_router.GetInFlight);

    public long InFlightByEndpoint => s_endpoints.Sum(_router.GetEndpointInFlight);

    /// <summary>Gets how many held requests were counted at the two endpoints after these had been removed.</summary>
    public int HeldAtRemoved { get; private set; }

    public static IReadOnlyList<Pool> CreatePools(string backend, params string[] names) =>
        [.. s_versions.Select(version => new Pool(version, [.. names.Select(name => new Endpoint($"{version}-{name}", backend))]))];

    /// <summary>Sends everything; afterwards no request is under way.</summary>
    public async Task RunAsync(ScenarioRun run, string name, CancellationToken cancellationToken)
    {
        Split split = new() { Arms = [new Arm("1", 60), new Arm("2", 40)] };
        _router.Apply(split, CreatePools(backend, "a", "b"));
        using FateTraffic traffic = new(site.Address, held, run.Seed);
        await traffic.HoldAsync(cancellationToken);
        run.Check(InFlightByVersion == FateTraffic.HeldCount && InFlightByEndpoint == FateTraffic.HeldCount, $"{name}: {FateTraffic.HeldCount} requests are held, and {InFlightByVersion} and {InFlightByEndpoint} are in flight.");
        await traffic.MixAsync(() => _router.Apply(split, CreatePools(backend, "b", "c")), cancellationToken);
        HeldAtRemoved = _router.GetEndpointInFlight("1-a") + _router.GetEndpointInFlight("2-a");
        await traffic.ReleaseAsync();
        Sent = traffic.Sent;
    }
}
