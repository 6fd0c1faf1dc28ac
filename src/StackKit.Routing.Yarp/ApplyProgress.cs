namespace StackKit.Routing.Yarp;

/// <summary>How far YARP has come with the revisions it was given. Thread-safe.</summary>
internal sealed class ApplyProgress
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = NewSource();
    private long _applied;
    private long _refused;
    private Exception? _reason;

    public bool Contains(long revision) => Volatile.Read(ref _applied) >= revision;

    public void Applied(long revision) => Move(() => Volatile.Write(ref _applied, Math.Max(_applied, revision)));

    public void Refused(long revision, Exception reason) => Move(() => (_refused, _reason) = (Math.Max(_refused, revision), reason));

    /// <summary>Waits until YARP proxies by a revision or a later one.</summary>
    /// <exception cref="InvalidOperationException">YARP refused it.</exception>
    public async Task WaitAsync(long revision, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_applied >= revision)
                {
                    return;
                }

                if (_refused >= revision)
                {
                    throw new InvalidOperationException("YARP refused its configuration.", _reason);
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Move(Action change)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            change();
            moved = _moved;
            _moved = NewSource();
        }

        moved.SetResult();
    }
}
