using StackKit.Coordination.Sqlite.Tests.Processes;
using StackKit.Testing;

namespace StackKit.Coordination.Sqlite.Tests.Conformance;

/// <summary>A real second process on the file of a fixture.</summary>
internal sealed class SqliteProcess(string path) : EngineProcess
{
    private readonly ChildProcess _process = new(path);

    public override long Acknowledged => _process.Acknowledged is [.., long last] ? last : 0;

    public override async ValueTask PutAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        await _process.TellAsync($"put {key} {Convert.ToBase64String(value.Span)} {ttl?.TotalMilliseconds ?? 0}");
        await _process.HearAsync(line => line == $"put {key}", cancellationToken);
    }

    public override async ValueTask StartCountingAsync(string firstKey, string secondKey, CancellationToken cancellationToken)
    {
        await _process.TellAsync($"count {firstKey} {secondKey}");
        await _process.HearAsync(static line => line == "acknowledged 1", cancellationToken);
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken) => await _process.KillAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await base.DisposeAsync();
    }
}
