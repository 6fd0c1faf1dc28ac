using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Processes.Tests;

public sealed class ProcessesBuilderTests
{
    [Fact]
    public async Task AddProcesses_Twice_RegistersOneTargetAndKeepsEverySetting()
    {
        await using ServiceProvider provider = Build(stackKit => stackKit
            .AddProcesses(o => o.Service("shop", s => s.Arguments.Add("b")))
            .AddProcesses(o => o.Service("shop", s => s.ReadyCount = 3)));

        ProcessServiceOptions shop = provider.GetRequiredService<IOptions<ProcessTargetOptions>>().Value.Services["shop"];

        Assert.Equal("processes", Assert.Single(provider.GetServices<IDeploymentTarget>()).Name);
        Assert.Equal(("dotnet", 3, TimeSpan.FromSeconds(7)), (shop.FileName, shop.ReadyCount, shop.StopTimeout));
        Assert.Equal(["a", "b"], shop.Arguments);
        Assert.Equal(["x"], shop.Versions["2"].Arguments!);
    }

    [Fact]
    public async Task AddCommandTarget_TwoNames_RegistersEachOnce()
    {
        await using ServiceProvider provider = Build(stackKit => stackKit
            .AddCommandTarget("one", o => o.FileName = "a")
            .AddCommandTarget("two", o => o.FileName = "b")
            .AddCommandTarget("one", o => o.Arguments.Add("c"))
            .AddCommandHook("smoke", o => o.FileName = "d")
            .AddCommandHook("smoke", o => o.Arguments.Add("e")));

        CommandTargetOptions one = provider.GetRequiredService<IOptionsMonitor<CommandTargetOptions>>().Get("one");

        Assert.Equal(["one", "two"], provider.GetServices<IDeploymentTarget>().Select(t => t.Name), StringComparer.Ordinal);
        Assert.Equal("smoke", Assert.Single(provider.GetServices<IRolloutHook>()).Name);
        Assert.Equal("a c", $"{one.FileName} {one.Arguments.Single()}");
    }

    [Theory]
    [InlineData("Services:shop:FileName", "-x", "FileName")]
    [InlineData("Services:shop:HealthPath", "health", "HealthPath")]
    [InlineData("Services:shop:ReadyTimeout", "00:00:00", "ReadyTimeout")]
    [InlineData("Services:sh op:FileName", "x", "valid name")]
    [InlineData("Services:shop:Environment:A=B", "secret", "Environment")]
    public async Task AddProcesses_WrongSetting_NamesItAndShowsNoValue(string key, string value, string named)
    {
        await using ServiceProvider provider = Build(stackKit => stackKit.AddProcesses(), ($"StackKit:Deploy:Processes:{key}", value));

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ProcessTargetOptions>>().Value);

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(Action<IStackKitBuilder> add, params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase)
        {
            ["StackKit:Deploy:Processes:Services:shop:FileName"] = "dotnet",
            ["StackKit:Deploy:Processes:Services:shop:Arguments:0"] = "a",
            ["StackKit:Deploy:Processes:Services:shop:StopTimeout"] = "00:00:07",
            ["StackKit:Deploy:Processes:Services:shop:Versions:2:Arguments:0"] = "x",
        };
        foreach ((string key, string value) in settings)
        {
            values[key] = value;
        }

        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        add(services.AddStackKit());
        return services.BuildServiceProvider();
    }
}
