using StackKit.Testing;

namespace StackKit.Coordination.Sqlite.Tests.Conformance;

public sealed class SqliteEngineConformanceTests
{
    public static TheoryData<int, string> All()
    {
        TheoryData<int, string> data = [];
        foreach (ConformanceStatement<EngineFixture> statement in EngineConformanceSuite.Statements)
        {
            data.Add(statement.Number, statement.Text);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Statement_SqliteEngine_Passes(int number, string text)
    {
        ConformanceStatement<EngineFixture> statement = EngineConformanceSuite.Statements.Single(statement => statement.Number == number);
        await using SqliteFixture fixture = new();

        ConformanceResult result = await statement.TryAsync(fixture);

        Assert.True(result.Outcome == ConformanceOutcome.Passed, $"{text} {result.Outcome}: {result.Reason}");
    }
}
