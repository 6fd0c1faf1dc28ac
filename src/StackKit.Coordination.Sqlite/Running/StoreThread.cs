using System.Collections.Concurrent;

namespace StackKit.Coordination.Sqlite;

/// <summary>The one thread that touches the files of a store, so that no other is ever blocked by them. Starts with the first work.</summary>
internal sealed class StoreThread : IAsyncDisposable
{
    private const int Capacity = 1024;

    private readonly Lock _lock = new();
    private readonly BlockingCollection<StoreWork> _queue = new(Capacity);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _path;
    private readonly Action _close;
    private Thread? _thread;
    private volatile bool _isStopping;

    /// <summary>Initializes a new instance of the <see cref="StoreThread"/> class.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="close">What the thread does last. Must not throw.</param>
    public StoreThread(string path, Action close)
    {
        _path = path;
        _close = close;
    }

    /// <summary>Does something, in the order of the calls.</summary>
    /// <exception cref="StoreUnavailableException">Too much is waiting already.</exception>
    /// <exception cref="ObjectDisposedException">The thread was stopped.</exception>
    public Task<T> RunAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        StoreCall<T> work = new(call, cancellationToken);
        if (!TryPost(work))
        {
            work.Refuse(_isStopping ? Stopped() : new StoreUnavailableException($"{Capacity} calls are waiting for '{_path}'; nothing was done."));
        }

        return work.Answer;
    }

    /// <summary>Does something unless too much is waiting or the thread was stopped.</summary>
    public bool TryPost(StoreWork work)
    {
        lock (_lock)
        {
            if (_isStopping || !_queue.TryAdd(work))
            {
                return false;
            }

            if (_thread is null)
            {
                _thread = new Thread(Loop) { IsBackground = true, Name = "StackKit SQLite store" };
                _thread.Start();
            }

            return true;
        }
    }

    /// <summary>Refuses what is waiting, closes the store and ends the thread. Can be repeated.</summary>
    /// <returns>A task that completes when the thread has closed the store.</returns>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (!_isStopping)
            {
                _isStopping = true;
                _queue.CompleteAdding();
                if (_thread is null)
                {
                    _close();
                    _ended.SetResult();
                }
            }
        }

        return new ValueTask(_ended.Task);
    }

    private static ObjectDisposedException Stopped() => new(nameof(SqliteEngine));

    private void Loop()
    {
        foreach (StoreWork work in _queue.GetConsumingEnumerable())
        {
            if (_isStopping)
            {
                work.Refuse(Stopped());
            }
            else
            {
                work.Run();
            }
        }

        _close();
        _queue.Dispose();
        _ended.SetResult();
    }
}
