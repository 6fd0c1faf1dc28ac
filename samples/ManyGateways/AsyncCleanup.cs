namespace ManyGateways;

/// <summary>Does something at the end, whatever happened before.</summary>
internal sealed class AsyncCleanup(Func<Task> clean) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await clean();
}
