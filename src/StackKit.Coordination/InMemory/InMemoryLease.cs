namespace StackKit.Coordination;

/// <summary>A lease of the in-memory engine. Its state is guarded by the lock of the engine.</summary>
internal sealed class InMemoryLease(InMemoryEngine engine, string id, long fencingToken, TimeSpan ttl) : ILease
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = id;

    public long FencingToken { get; } = fencingToken;

    public TimeSpan Ttl { get; } = ttl;

    public Task Lost => _lost.Task;

    /// <summary>Gets the keys that vanish with the lease.</summary>
    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the time stamp of the last renewal.</summary>
    public long RenewedAt { get; set; }

    /// <summary>Gets or sets the timer that ends the lease.</summary>
    public ITimer? Expiry { get; set; }

    public ValueTask RenewAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        engine.Renew(this);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        engine.Release(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Called by the timer.</summary>
    public void OnDue() => engine.Expire(this);

    /// <summary>Marks the lease as ended; its continuations run elsewhere, never under the lock.</summary>
    public void End()
    {
        Expiry?.Dispose();
        _lost.TrySetResult();
    }
}
