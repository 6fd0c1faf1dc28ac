using Microsoft.Extensions.DependencyInjection;
using StackKit.Coordination.Tests.Conformance;

namespace StackKit.Coordination.Tests.DependencyInjection;

public sealed class CoordinationStackKitBuilderExtensionsTests
{
    [Fact]
    public async Task AddCoordination_Alone_WorksInMemory()
    {
        ServiceCollection services = new();
        services.AddStackKit().AddCoordination();
        await using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);

        CommitResult result = await provider.GetRequiredService<CoordinationSupervisor>().CommitAsync(Transaction.Create().Put("a", default));

        Assert.True(result.IsCommitted);
        Assert.IsType<InMemoryEngine>(provider.GetRequiredService<ICoordinationEngine>());
    }

    [Fact]
    public void AddCoordination_Twice_RegistersNothingTwice()
    {
        ServiceCollection once = new();
        ServiceCollection twice = new();

        once.AddStackKit().AddCoordination().AddInMemoryStore();
        twice.AddStackKit().AddCoordination().AddInMemoryStore().AddInMemoryStore().AddCoordination();

        Assert.Equal(once.Count, twice.Count);
    }

    [Fact]
    public async Task AddCoordination_EngineRegisteredBefore_KeepsIt()
    {
        await using StoreHandle engine = new(new InMemoryEngine(TimeProvider.System));
        ServiceCollection services = new();
        services.AddSingleton<ICoordinationEngine>(engine);
        services.AddStackKit().AddCoordination();
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("shared", provider.GetRequiredService<CoordinationSupervisor>().Engine.Name);
    }

    [Fact]
    public async Task AddInMemoryStore_OptionsRegistered_TakesThem()
    {
        ServiceCollection services = new();
        services.AddSingleton(new CoordinationOptions { StaleAfter = TimeSpan.Zero });
        services.AddStackKit().AddInMemoryStore();
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Throws<ArgumentOutOfRangeException>(provider.GetRequiredService<CoordinationSupervisor>);
    }
}
