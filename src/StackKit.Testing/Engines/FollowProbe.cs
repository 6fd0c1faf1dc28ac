using StackKit.Coordination;

namespace StackKit.Testing;

/// <summary>Follows in the background and keeps everything that arrives.</summary>
internal sealed class FollowProbe : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Change> _changes = [];
    private readonly CancellationTokenSource _stop = new();

    public FollowProbe(ICoordinationEngine engine, string prefix, Cursor cursor)
    {
        Completion = Task.Run(() => RunAsync(engine, prefix, cursor, _stop.Token));
    }

    /// <summary>Gets the end of the follow: completes after a reset or the end of the stream, faults as the engine does.</summary>
    public Task Completion { get; }

    public IReadOnlyList<Change> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _changes];
            }
        }
    }

    public IReadOnlyList<Change> Changes => [.. All.Where(static change => change.Kind is ChangeKind.Put or ChangeKind.Remove)];

    public bool IsReset => All.Any(static change => change.Kind == ChangeKind.Reset);

    /// <summary>Says whether the follow has told about a revision, by a change or by being idle at it.</summary>
    public bool HasReached(long revision) => All.Any(change => change.Kind != ChangeKind.Reset && change.Revision >= revision && change.Cursor is not null);

    public void Cancel() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(ICoordinationEngine engine, string prefix, Cursor cursor, CancellationToken cancellationToken)
    {
        await foreach (Change change in engine.FollowAsync(prefix, cursor, cancellationToken).ConfigureAwait(false))
        {
            lock (_lock)
            {
                _changes.Add(change);
            }
        }
    }
}
