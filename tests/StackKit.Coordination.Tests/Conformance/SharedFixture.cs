using Microsoft.Extensions.Time.Testing;
using StackKit.Testing;

namespace StackKit.Coordination.Tests.Conformance;

/// <summary>A store that several handles share and that outlives each of them, so that the statements about processes can be tried.</summary>
internal sealed class SharedFixture : EngineFixture
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryEngine _store;
    private readonly Func<ICoordinationEngine, ICoordinationEngine> _open;

    public SharedFixture(Func<ICoordinationEngine, ICoordinationEngine> open)
    {
        _store = new InMemoryEngine(_time);
        _open = open;
    }

    public override TimeProvider TimeProvider => _time;

    public override ValueTask<ICoordinationEngine> OpenAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_open(_store));

    public override ValueTask<EngineProcess?> StartProcessAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<EngineProcess?>(new PretendedProcess(_open(_store)));

    public override async ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _time.Advance(time);
        await Task.Yield();
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await base.DisposeAsync();
    }
}
