using StackKit.Testing;

namespace StackKit.Coordination.Tests.Conformance;

/// <summary>The statements about several processes, tried on handles that share one store.</summary>
public sealed class SharedStoreConformanceTests
{
    public static TheoryData<int> All() => [.. EngineConformanceSuite.Statements.Select(static statement => statement.Number)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Statement_SharedStore_Passes(int number)
    {
        await using SharedFixture fixture = new(static store => new StoreHandle(store));

        ConformanceResult result = await Find(number).TryAsync(fixture);

        Assert.True(result.Outcome == ConformanceOutcome.Passed, $"{number} {result.Outcome}: {result.Reason}");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(83)]
    [InlineData(90)]
    [InlineData(91)]
    [InlineData(92)]
    public async Task Statement_EveryHandleItsOwnStore_Fails(int number)
    {
        await using SharedFixture fixture = new(static _ => new StoreHandle(new InMemoryEngine(TimeProvider.System)));

        ConformanceResult result = await Find(number).TryAsync(fixture);

        Assert.Equal(ConformanceOutcome.Failed, result.Outcome);
    }

    private static ConformanceStatement<EngineFixture> Find(int number) => EngineConformanceSuite.Statements.Single(statement => statement.Number == number);
}
