using Microsoft.Extensions.Time.Testing;
using StackKit.Testing;

namespace StackKit.Coordination.Tests.Conformance;

/// <summary>The in-memory engine on a fake clock, optionally behind a decorator.</summary>
internal sealed class InMemoryFixture(Func<ICoordinationEngine, ICoordinationEngine> decorate) : EngineFixture
{
    private readonly FakeTimeProvider _time = new();

    public InMemoryFixture()
        : this(static engine => engine)
    {
    }

    public override TimeProvider TimeProvider => _time;

    public override ValueTask<ICoordinationEngine> OpenAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(decorate(new InMemoryEngine(new InMemoryEngineOptions { HistoryCommits = 512 }, _time)));

    public override async ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _time.Advance(time);
        await Task.Yield();
    }
}
