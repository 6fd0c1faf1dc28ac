using Microsoft.Extensions.Time.Testing;
using StackKit.Testing;

namespace StackKit.Coordination.Tests.Conformance;

public sealed class FaultyEngineTests
{
    [Theory]
    [MemberData(nameof(InMemoryEngineConformanceTests.Applicable), MemberType = typeof(InMemoryEngineConformanceTests))]
    public async Task Statement_NoFaultSwitchedOn_Passes(int number, string text)
    {
        ConformanceStatement<EngineFixture> statement = EngineConformanceSuite.Statements.Single(statement => statement.Number == number);
        await using InMemoryFixture fixture = new(static engine => new FaultyEngine(engine, TimeProvider.System));

        ConformanceResult result = await statement.TryAsync(fixture);

        Assert.True(result.Outcome == ConformanceOutcome.Passed, $"{text} {result.Outcome}: {result.Reason}");
    }

    [Fact]
    public async Task Latency_Set_DelaysCallsByTheFakeClock()
    {
        FakeTimeProvider time = new();
        await using FaultyEngine engine = new(new InMemoryEngine(time), time) { Latency = TimeSpan.FromSeconds(2) };

        Task<Listing> list = engine.ListAsync(string.Empty, CancellationToken.None).AsTask();
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(list.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Empty((await list).Entries);
    }

    [Fact]
    public async Task IsDown_WhileFollowing_BreaksTheFollow()
    {
        await using FaultyEngine engine = new(new InMemoryEngine(TimeProvider.System), TimeProvider.System);
        Listing start = await engine.ListAsync(string.Empty, CancellationToken.None);
        await using IAsyncEnumerator<Change> changes = engine.FollowAsync(string.Empty, start.Cursor, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await changes.MoveNextAsync());

        engine.IsDown = true;

        await Assert.ThrowsAsync<IOException>(async () => await changes.MoveNextAsync());
    }
}
