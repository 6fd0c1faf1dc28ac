namespace StackKit.Coordination.Sqlite;

/// <summary>A call whose caller waits for the answer, or no longer does.</summary>
internal sealed class StoreCall<T> : StoreWork
{
    private readonly Func<T> _call;
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _registration;

    public StoreCall(Func<T> call, CancellationToken cancellationToken)
    {
        _call = call;
        _registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), _answer);
    }

    /// <summary>Gets the answer; cancelled as soon as the token is, whatever the thread is doing.</summary>
    public Task<T> Answer => _answer.Task;

    public override void Run()
    {
        if (!_answer.Task.IsCompleted)
        {
            try
            {
                _answer.TrySetResult(_call());
            }
            catch (Exception exception)
            {
                _answer.TrySetException(exception);
            }
        }

        _registration.Dispose();
    }

    public override void Refuse(Exception exception)
    {
        _answer.TrySetException(exception);
        _registration.Dispose();
    }
}
