using System.Collections.ObjectModel;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Pools that must be refused, each with the field that the refusal names.</summary>
internal static class BadPools
{
    private static readonly Endpoint s_endpoint = new("new", "http://10.0.0.2/");
    private static readonly Pool s_pool = new("2", [s_endpoint]);

    /// <summary>Gets pools that are as they should be.</summary>
    public static Pool[] Good { get; } = [new Pool("1", [new Endpoint("old", "http://10.0.0.1/")]), s_pool with { Endpoints = [s_endpoint with { Id = "old-2" }] }];

    public static IEnumerable<(string Field, Pool[] Pools)> All() =>
    [
        ("Pools", [.. Enumerable.Range(0, 65).Select(i => new Pool($"v{i}", []))]),
        ("Pools[1]", [s_pool, null!]),
        ("Pools[1].Version", [s_pool, new Pool("2", [])]),
        ("Pools[0].Version", [s_pool with { Version = null! }]),
        ("Pools[0].Version", [s_pool with { Version = "a\tb" }]),
        ("Pools[0].Policy", [s_pool with { Policy = "fairest" }]),
        ("Pools[0].Policy", [s_pool with { Policy = null! }]),
        ("Pools[0].Policy", [s_pool with { Policy = "Random" }]), // names are ordinal
        ("Pools[0].Locality", [s_pool with { Locality = (LocalityPreference)3 }]),
        ("Pools[0].PanicThreshold", [s_pool with { PanicThreshold = double.NaN }]),
        ("Pools[0].PanicThreshold", [s_pool with { PanicThreshold = 1.01 }]),
        ("Pools[0].MaxEjected", [s_pool with { MaxEjected = -0.1 }]),
        ("Pools[0].SubsetLabel", [s_pool with { SubsetLabel = "" }]),
        ("Pools[0].SubsetFallback", [s_pool with { SubsetFallback = (SubsetFallback)2 }]),
        ("Pools[0].SlowStart.Window", [s_pool with { SlowStart = new SlowStart(TimeSpan.Zero) }]),
        ("Pools[0].SlowStart.Window", [s_pool with { SlowStart = new SlowStart(TimeSpan.MaxValue) }]),
        ("Pools[0].SlowStart.MinShare", [s_pool with { SlowStart = new SlowStart(TimeSpan.FromSeconds(1)) { MinShare = 0 } }]),
        ("Pools[0].SlowStart.Aggression", [s_pool with { SlowStart = new SlowStart(TimeSpan.FromSeconds(1)) { Aggression = double.NaN } }]),
        ("Pools[0].Endpoints", [s_pool with { Endpoints = null! }]),
        ("Pools[0].Endpoints", [s_pool with { Endpoints = [.. Enumerable.Range(0, 200_001).Select(_ => s_endpoint)] }]),
        ("Pools[0].Endpoints", [s_pool with { Policy = PoolPolicies.ConsistentHash, Endpoints = [.. Enumerable.Range(0, 8_193).Select(i => s_endpoint with { Id = $"e{i}" })] }]),
        ("Pools[0].Endpoints[1]", [With(null!)]),
        ("Pools[0].Endpoints[1].Id", [With(s_endpoint)]),
        ("Pools[0].Endpoints[1].Id", [With(s_endpoint with { Id = "a b" })]),
        ("Pools[1].Endpoints[0].Id", [s_pool, new Pool("1", [s_endpoint])]),
        ("Pools[0].Endpoints[1].Address", [With(new Endpoint("second", ""))]),
        ("Pools[0].Endpoints[1].Address", [With(new Endpoint("second", new string('a', 2_049)))]),
        .. Weights(double.NaN, -1, -double.Epsilon, double.PositiveInfinity, double.NegativeInfinity),
        ("Pools[0].Endpoints[1].Region", [With(new Endpoint("second", "a") { Region = "" })]),
        ("Pools[0].Endpoints[1].Zone", [With(new Endpoint("second", "a") { Zone = "a b" })]),
        ("Pools[0].Endpoints[1].Labels", [With(new Endpoint("second", "a") { Labels = null! })]),
        ("Pools[0].Endpoints[1].Labels", [With(new Endpoint("second", "a") { Labels = Labels(65, "v") })]),
        ("Pools[0].Endpoints[1].Labels", [With(new Endpoint("second", "a") { Labels = Labels(1, "") })]),
    ];

    private static IEnumerable<(string Field, Pool[] Pools)> Weights(params double[] weights) =>
        weights.Select((weight, i) => ($"Pools[0].Endpoints[{i}].Weight", new[] { s_pool with { Endpoints = [.. Enumerable.Range(0, 5).Select(e => new Endpoint($"e{e}", "a") { Weight = e == i ? weight : e })] } }));

    private static ReadOnlyDictionary<string, string> Labels(int count, string value) =>
        new(Enumerable.Range(0, count).ToDictionary(i => $"label-{i}", _ => value, StringComparer.Ordinal));

    private static Pool With(Endpoint second) => s_pool with { Endpoints = [s_endpoint, second] };
}
