using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests;

public sealed class RouterSetTests
{
    [Fact]
    public void GetOrAdd_SameName_IsTheSameRouter()
    {
        using RouterSet routers = new();

        Router router = routers.GetOrAdd("shop");

        Assert.Same(router, routers.GetOrAdd("shop"));
        Assert.True(routers.TryGet("shop", out Router? found));
        Assert.Same(router, found);
        Assert.False(routers.TryGet("Shop", out _));
        Assert.Single(routers.Routers);
        Assert.Throws<RoutingConfigurationException>(() => routers.GetOrAdd("a b"));
    }

    [Fact]
    public void Meter_Observed_GivesRequestsAndFailuresByVersion()
    {
        using RouterSet routers = new();
        string name = $"shop-{Guid.NewGuid():N}";
        Router router = routers.GetOrAdd(name);
        router.SetSplit(TwoVersions(1, 0));
        RouteDecision decision = router.Begin();
        router.Report(in decision, Outcome.Failure, Latency);
        List<string> seen = [];
        using MeterListener listener = new() { InstrumentPublished = (instrument, l) => Enable(instrument, l) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));

        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal(
            "stackkit.routing.failures candidate 0, stackkit.routing.failures stable 1, stackkit.routing.requests candidate 0, stackkit.routing.requests stable 1",
            string.Join(", ", seen.Order(StringComparer.Ordinal)));

        static void Enable(Instrument instrument, MeterListener listener)
        {
            if (instrument.Meter.Name == "StackKit.Routing")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }

        void Record(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Equals(tags[0].Value, name)) // other tests have routers of their own
            {
                seen.Add($"{instrument.Name} {tags[1].Value} {value}");
            }
        }
    }

    [Fact]
    public void AddRouting_Twice_RegistersOnce()
    {
        ServiceCollection services = new();
        services.AddStackKit().AddRouting().AddRouting();
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(3, provider.GetServices<IOutcomeClassifier>().Count());
        Assert.Same(provider.GetRequiredService<RouterSet>(), provider.GetRequiredService<RouterSet>());
        Assert.Equal(Outcome.Failure, provider.GetRequiredService<OutcomeClassifiers>().Classify(new RequestResult { StatusCode = 500 }));
    }
}
