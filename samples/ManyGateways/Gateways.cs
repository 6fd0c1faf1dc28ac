using System.Collections.Immutable;
using System.Globalization;

namespace ManyGateways;

/// <summary>The gateways; one that was killed is started again after a while, as systemd would.</summary>
internal sealed class Gateways : IAsyncDisposable
{
    public const int Count = 4;

    private static readonly TimeSpan s_restart = TimeSpan.FromSeconds(4);

    private readonly string _folder = Directory.CreateTempSubdirectory("many-gateways-").FullName;
    private readonly Lock _lock = new();
    private readonly List<Task> _burials = [];
    private ImmutableArray<GatewayProcess> _all;

    public Gateways() => _all = [.. Enumerable.Range(1, Count).Select(Start)];

    public string Folder => _folder;

    /// <summary>Gets the gateways by number; the one at a place changes when it was killed.</summary>
    public ImmutableArray<GatewayProcess> All
    {
        get
        {
            lock (_lock)
            {
                return _all;
            }
        }
    }

    public int Kills { get; private set; }

    public async Task WaitUntilUpAsync(CancellationToken cancellationToken)
    {
        while (All.Any(g => !g.IsUp))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Kills the gateway at a place, and starts another there after a while.</summary>
    public void Kill(int place, CancellationToken cancellationToken)
    {
        GatewayProcess doomed = All[place];
        if (!doomed.IsUp)
        {
            return;
        }

        Kills++;
        doomed.Kill();
        _burials.Add(Task.Run(
            async () =>
            {
                await Task.Delay(s_restart, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await doomed.DisposeAsync();
                if (!cancellationToken.IsCancellationRequested)
                {
                    lock (_lock)
                    {
                        _all = _all.SetItem(place, Start(place + 1));
                    }
                }
            },
            CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_burials);
        foreach (GatewayProcess gateway in All)
        {
            await gateway.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    // Each start has another name, so that a gateway which was killed is not taken for the one in its place.
    private GatewayProcess Start(int number) => new(_folder, string.Create(CultureInfo.InvariantCulture, $"gateway-{number}-{Guid.NewGuid().ToString("N")[..4]}"));
}
