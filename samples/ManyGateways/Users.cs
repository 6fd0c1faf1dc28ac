using System.Collections.Concurrent;
using System.Text;

namespace ManyGateways;

/// <summary>Users behind a balancer that leaves out gateways which are gone. No retries: what is lost is counted.</summary>
internal sealed class Users(Gateways gateways) : IAsyncDisposable
{
    private const int AtATime = 8;

    private static readonly TimeSpan s_think = TimeSpan.FromMilliseconds(15);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false });
    private readonly CancellationTokenSource _stop = new();
    private Task? _all;
    private int _next;
    private int _lost;
    private int _cut;

    /// <summary>Gets how many orders each version took.</summary>
    public ConcurrentDictionary<string, int> Orders { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets how many orders were lost although the gateway that had them lives.</summary>
    public int Lost => _lost;

    /// <summary>Gets how many orders were under way at a gateway when it was killed: nobody can save those.</summary>
    public int Cut => _cut;

    public void Start() => _all = Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(OrderAsync)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await (_all ?? Task.CompletedTask);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task OrderAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            GatewayProcess[] serving = [.. gateways.All.Where(g => g.IsServing)];
            if (serving.Length > 0)
            {
                await SendAsync(serving[(int)((uint)Interlocked.Increment(ref _next) % serving.Length)]);
            }

            await Task.Delay(s_think, TimeProvider.System);
        }
    }

    private async Task SendAsync(GatewayProcess gateway)
    {
        using StringContent order = new("""{"product":"tea","quantity":1}""", Encoding.UTF8, "application/json");
        try
        {
            using HttpResponseMessage response = await _client.PostAsync(new Uri(new Uri(gateway.News!.Address), "shop/orders"), order, CancellationToken.None);
            string version = response.Headers.TryGetValues("X-Version", out IEnumerable<string>? values) ? values.First() : "";
            Interlocked.Add(ref _lost, response.IsSuccessStatusCode ? 0 : 1);
            Orders.AddOrUpdate(version, 1, static (_, n) => n + 1);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref gateway.HasEnded ? ref _cut : ref _lost);
        }
    }
}
