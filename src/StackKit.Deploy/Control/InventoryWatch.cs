using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace StackKit.Deploy.Control;

/// <summary>Lists the instances of a target again and again while a rollout needs to know them.</summary>
internal sealed partial class InventoryWatch(DeployedService service, DeployOptions options, TimeProvider timeProvider, Action wake, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan s_listTimeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private Task _listing = Task.CompletedTask;
    private long _begun;
    private string? _candidate;
    private int _missing;

    /// <summary>Gets how many times in a row no instance of the candidate was ready.</summary>
    public int CandidateMissing => Volatile.Read(ref _missing);

    /// <summary>Begins the next listing when it is due.</summary>
    public void Watch(string candidate, bool wanted)
    {
        if (_candidate != candidate)
        {
            _candidate = candidate;
            Volatile.Write(ref _missing, 0);
        }

        if (wanted && _listing.IsCompleted && timeProvider.GetElapsedTime(_begun) >= options.InventoryInterval)
        {
            _begun = timeProvider.GetTimestamp();
            _listing = Task.Run(() => LookAsync(candidate), CancellationToken.None);
        }
    }

    public async Task<ImmutableArray<TargetInstance>> ListAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        timeout.CancelAfter(s_listTimeout);
        return [.. await service.Target!.ListInstancesAsync(service.Name, timeout.Token).ConfigureAwait(false)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task LookAsync(string candidate)
    {
        try
        {
            ImmutableArray<TargetInstance> instances = await ListAsync(_stop.Token).ConfigureAwait(false);
            if (instances.Any(i => i.Version == candidate && i.Ready))
            {
                Volatile.Write(ref _missing, 0);
            }
            else
            {
                Interlocked.Increment(ref _missing);
                wake();
            }
        }
#pragma warning disable CA1031 // a target that cannot be asked says nothing about its instances
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnknown(service.Name, exception);
        }
    }

    [LoggerMessage(1012, LogLevel.Debug, "{Service}: the target did not list its instances; they count as unknown.")]
    private partial void LogUnknown(string service, Exception exception);
}
