using StackKit.Testing;

namespace StackKit.Coordination.Tests.Conformance;

/// <summary>The suite can fail: an engine with one fault is caught by the statement about it.</summary>
public sealed class BrokenEngineTests
{
    [Theory]
    [InlineData(8)] // a list in between sees half
    [InlineData(23)] // cursors point into the commit
    public Task Try_TornCommit_Fails(int number) => AssertCaughtAsync(static engine => new TornCommitEngine(engine), number);

    [Theory]
    [InlineData(20)]
    [InlineData(22)]
    [InlineData(26)]
    [InlineData(28)]
    public Task Try_ForgetfulFollow_Fails(int number) => AssertCaughtAsync(static engine => new ForgetfulFollowEngine(engine), number);

    [Fact]
    public Task Try_BackwardToken_Fails() => AssertCaughtAsync(static engine => new BackwardTokenEngine(engine), 45);

    [Fact]
    public async Task Try_BackwardToken_FailsNothingElse()
    {
        List<int> failed = [];

        foreach (ConformanceStatement<EngineFixture> statement in EngineConformanceSuite.Statements)
        {
            await using InMemoryFixture fixture = new(static engine => new BackwardTokenEngine(engine));
            if ((await statement.TryAsync(fixture)).Outcome == ConformanceOutcome.Failed)
            {
                failed.Add(statement.Number);
            }
        }

        Assert.Equal([45], failed);
    }

    private static async Task AssertCaughtAsync(Func<ICoordinationEngine, ICoordinationEngine> breakIt, int number)
    {
        ConformanceStatement<EngineFixture> statement = EngineConformanceSuite.Statements.Single(statement => statement.Number == number);
        await using InMemoryFixture fixture = new(breakIt);

        ConformanceResult result = await statement.TryAsync(fixture);

        Assert.Equal(ConformanceOutcome.Failed, result.Outcome);
        Assert.False(string.IsNullOrEmpty(result.Reason));
    }
}
