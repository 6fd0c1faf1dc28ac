using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackKit.ArchitectureTests.Packages;
using StackKit.ArchitectureTests.Rules;

namespace StackKit.ArchitectureTests;

public sealed class BuilderMethodTests
{
    private static readonly BuilderMethod s_good = new("StackKit.Deploy", "Microsoft.Extensions.DependencyInjection", "DeployExtensions", "AddDeploy", "IStackKitBuilder", "IStackKitBuilder");

    private static readonly ServiceProviderOptions s_strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Fact]
    public void Methods_OfEveryPackage_FollowTheRules() =>
        Assert.Empty(BuilderMethodRules.FindViolations(BuilderMethods.Find().Select(BuilderMethods.Describe)));

    [Fact]
    public void Find_Always_FindsTheKnownMethods()
    {
        string[] names = [.. BuilderMethods.Find().Select(static method => method.Name).Distinct(StringComparer.Ordinal)];

        Assert.Superset(new HashSet<string>(["AddStackKit", "AddCoordination", "AddSqliteStore", "AddRouting", "AddHttpRouting", "AddYarp", "AddDeploy", "AddWebhooks"], StringComparer.Ordinal), new HashSet<string>(names, StringComparer.Ordinal));
    }

    [Fact]
    public void CallAll_Twice_RegistersNothingTwice()
    {
        ServiceCollection services = CreateServices();

        BuilderMethods.CallAll(services);
        string[] once = Describe(services);
        BuilderMethods.CallAll(services);

        Assert.Equal(once, Describe(services));
    }

    [Fact]
    public async Task CallAll_ThenBuilt_ResolvesEverything()
    {
        ServiceCollection services = CreateServices();
        BuilderMethods.CallAll(services);

        await using ServiceProvider provider = services.BuildServiceProvider(s_strict);
        int resolved = ServicesOfStackKit(services).SelectMany(type => provider.GetServices(type)).Count(static service => service is not null);

        Assert.True(resolved >= 10, $"only {resolved} services");
    }

    [Fact]
    public async Task Instruments_OfEveryPackage_AreNamedAfterStackKit()
    {
        List<InstrumentName> instruments = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith("StackKit", StringComparison.Ordinal))
            {
                instruments.Add(new InstrumentName(instrument.Meter.Name, instrument.Name));
            }
        };
        listener.Start();
        ServiceCollection services = CreateServices();
        BuilderMethods.CallAll(services);

        await using ServiceProvider provider = services.BuildServiceProvider(s_strict);
        _ = ServicesOfStackKit(services).SelectMany(type => provider.GetServices(type)).Count();

        Assert.Contains(instruments, static instrument => instrument.Name == "stackkit.routing.requests");
        Assert.Empty(InstrumentRules.FindViolations(instruments, [.. PackageCatalog.All.Select(static package => package.Name)]));
    }

    [Fact]
    public void FindViolations_GoodMethodAndItsOverload_FindsNone() => Assert.Empty(BuilderMethodRules.FindViolations([s_good, s_good]));

    [Fact]
    public void FindViolations_SameNameInTwoPackages_IsFound() =>
        Assert.Single(BuilderMethodRules.FindViolations([s_good, s_good with { Package = "StackKit.Metrics", DeclaringType = "MetricsExtensions" }]));

    [Fact]
    public void FindViolations_OtherNamespace_IsFound() => Assert.Single(BuilderMethodRules.FindViolations([s_good with { Namespace = "StackKit.Deploy" }]));

    [Fact]
    public void FindViolations_OtherVerb_IsFound() => Assert.Single(BuilderMethodRules.FindViolations([s_good with { Name = "UseDeploy" }]));

    [Fact]
    public void FindViolations_OnServiceCollection_IsFound() => Assert.Single(BuilderMethodRules.FindViolations([s_good with { Extends = "IServiceCollection" }]));

    [Fact]
    public void FindViolations_ReturnsNothing_IsFound() => Assert.Single(BuilderMethodRules.FindViolations([s_good with { Returns = "Void" }]));

    [Theory]
    [InlineData("StackKit.Routing", "requests")]
    [InlineData("StackKit.Routing", "stackkit.Requests")]
    [InlineData("StackKit.Nowhere", "stackkit.requests")]
    public void FindViolations_WrongInstrument_IsFound(string meter, string name) =>
        Assert.Single(InstrumentRules.FindViolations([new InstrumentName(meter, name)], ["StackKit.Routing"]));

    private static ServiceCollection CreateServices()
    {
        ServiceCollection services = [];
        services.AddLogging();
        services.AddMetrics();
        return services;
    }

    private static Type[] ServicesOfStackKit(IServiceCollection services) =>
    [
        .. services.Where(static service => !service.IsKeyedService && !service.ServiceType.ContainsGenericParameters)
            .Where(static service => IsOurs(service.ServiceType) || (service.ImplementationType is Type implementation && IsOurs(implementation)))
            .Select(static service => service.ServiceType).Distinct(),
    ];

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("StackKit", StringComparison.Ordinal);

    // What a second call configures is meant to accumulate.
    private static string[] Describe(IServiceCollection services) =>
    [
        .. services.Where(static service => !(service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IConfigureOptions<>) && service.ImplementationType is null))
            .Select(static service => service.ToString()).Order(StringComparer.Ordinal),
    ];
}
