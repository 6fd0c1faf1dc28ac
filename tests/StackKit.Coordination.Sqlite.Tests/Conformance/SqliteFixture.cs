using StackKit.Testing;

namespace StackKit.Coordination.Sqlite.Tests.Conformance;

/// <summary>A file in a folder of its own, on the clock of the machine.</summary>
internal sealed class SqliteFixture : EngineFixture
{
    private readonly StoreFolder _folder = new();

    public override ValueTask<ICoordinationEngine> OpenAsync(CancellationToken cancellationToken) => ValueTask.FromResult<ICoordinationEngine>(_folder.Open());

    public override ValueTask<EngineProcess?> StartProcessAsync(CancellationToken cancellationToken) => ValueTask.FromResult<EngineProcess?>(new SqliteProcess(_folder.File));

    public override async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await base.DisposeAsync();
    }
}
