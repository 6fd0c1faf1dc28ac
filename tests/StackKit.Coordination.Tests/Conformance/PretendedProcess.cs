using System.Globalization;
using System.Text;
using StackKit.Testing;

namespace StackKit.Coordination.Tests.Conformance;

/// <summary>Does in this process what another one would do; a kill leaves its handle as it is.</summary>
internal sealed class PretendedProcess(ICoordinationEngine engine) : EngineProcess
{
    private readonly CancellationTokenSource _killed = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _counting = Task.CompletedTask;
    private long _acknowledged;

    public override long Acknowledged => Interlocked.Read(ref _acknowledged);

    public override async ValueTask PutAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        Transaction transaction = ttl is { } time
            ? Transaction.Create().Put(key, value, await engine.AcquireLeaseAsync(time, cancellationToken))
            : Transaction.Create().Put(key, value);
        await engine.CommitAsync(transaction, cancellationToken);
    }

    public override async ValueTask StartCountingAsync(string firstKey, string secondKey, CancellationToken cancellationToken)
    {
        _counting = Task.Run(() => CountAsync(firstKey, secondKey), CancellationToken.None);
        await _first.Task.WaitAsync(cancellationToken);
    }

    public override async ValueTask KillAsync(CancellationToken cancellationToken)
    {
        await _killed.CancelAsync();
        await _counting.WaitAsync(cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        await base.DisposeAsync();
    }

    private async Task CountAsync(string firstKey, string secondKey)
    {
        for (long number = 1; !_killed.IsCancellationRequested; number++)
        {
            byte[] value = Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
            await engine.CommitAsync(Transaction.Create().Put(firstKey, value).Put(secondKey, value), CancellationToken.None);
            Interlocked.Exchange(ref _acknowledged, number);
            _first.TrySetResult();
            await Task.Yield();
        }
    }
}
