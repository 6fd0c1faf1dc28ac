namespace StackKit.Coordination.Sqlite.Tests.Following;

/// <summary>Follows in the background and keeps what arrives.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Change> _all = [];
    private readonly CancellationTokenSource _stop = new();

    public Follower(ICoordinationEngine engine, string prefix, Cursor cursor) => Completion = Task.Run(() => RunAsync(engine, prefix, cursor));

    /// <summary>Gets the end of the follow.</summary>
    public Task Completion { get; }

    public IReadOnlyList<Change> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>Gets the changes as <c>key=value</c> and <c>key-</c>.</summary>
    public string Told => string.Join(' ', All.Where(static change => change.Key is not null).Select(static change => change.Entry is null ? $"{change.Key}-" : $"{change.Key}={Store.Text(change.Entry)}"));

    public bool HasCaughtUp => All is [.., { Kind: ChangeKind.Idle }];

    public bool IsReset => All is [.., { Kind: ChangeKind.Reset }];

    public Task CaughtUpAsync() => Condition.HoldsAsync(() => HasCaughtUp || Completion.IsCompleted);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(ICoordinationEngine engine, string prefix, Cursor cursor)
    {
        await foreach (Change change in engine.FollowAsync(prefix, cursor, _stop.Token))
        {
            lock (_lock)
            {
                _all.Add(change);
            }
        }
    }
}
