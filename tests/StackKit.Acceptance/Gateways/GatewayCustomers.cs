using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Gateways;

/// <summary>Real HTTP clients spread over gateways: keep-alive, GET and POST in turn, no retries.</summary>
internal sealed class GatewayCustomers : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 50, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ConcurrentQueue<GatewayVisit> _lost = [];
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private ImmutableArray<GatewayProcess> _open;
    private Task _sending = Task.CompletedTask;
    private long _sent;

    public GatewayCustomers(IEnumerable<GatewayProcess> gateways) => _open = [.. gateways];

    /// <summary>Gets how many requests were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Gets what was lost although its gateway was there all the time: no answer, or an error that no version gave.</summary>
    public IReadOnlyList<GatewayVisit> Lost => [.. _lost.Where(v => !v.Gateway.WasAway(v.From, v.To))];

    /// <summary>Gets what was lost together with the gateway that had it.</summary>
    public int LostWithGateway => _lost.Count(v => v.Gateway.WasAway(v.From, v.To));

    public int Answers(string version) => _answers.GetValueOrDefault(version);

    public int Failures(string version) => _failures.GetValueOrDefault(version);

    /// <summary>Fails the scenario for every request that was lost although its gateway was there.</summary>
    public void Check(ScenarioRun run, string name)
    {
        IReadOnlyList<GatewayVisit> lost = Lost;
        run.Figure($"{name}requests", Sent);
        run.Figure($"{name}lost", lost.Count);
        run.Check(Sent > 0, $"{name}nobody sent a request");
        run.Check(lost.Count == 0, $"{name}{lost.Count} of {Sent} requests were lost: {string.Join("; ", lost.Take(5).Select(v => $"{v.Gateway.Name} {v.What}"))}");
    }

    /// <summary>Sends no new requests to a gateway.</summary>
    public void Exclude(GatewayProcess gateway) => ImmutableInterlocked.Update(ref _open, static (open, one) => open.Remove(one), gateway);

    public void Include(GatewayProcess gateway) => ImmutableInterlocked.Update(ref _open, static (open, one) => open.Contains(one) ? open : open.Add(one), gateway);

    /// <summary>Begins to send, at most so many requests a second, until it is stopped.</summary>
    public void Begin(double perSecond, int concurrency)
    {
        long began = TimeProvider.System.GetTimestamp();
        long started = -1;
        _sending = Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                long n = Interlocked.Increment(ref started);
                TimeSpan due = TimeSpan.FromSeconds(n / perSecond) - TimeProvider.System.GetElapsedTime(began);
                if (due > TimeSpan.Zero)
                {
                    await Task.Delay(due, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                ImmutableArray<GatewayProcess> open = _open;
                if (!_stop.IsCancellationRequested && !open.IsEmpty)
                {
                    await SendAsync(open[(int)(n % open.Length)], n);
                }
            }
        })));
    }

    /// <summary>Sends nothing new, and waits for what is under way.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _sending;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(GatewayProcess gateway, long number)
    {
        Interlocked.Increment(ref _sent);
        using HttpRequestMessage request = number % 3 == 0
            ? new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "orders")) { Content = new StringContent("""{"product":"tea","quantity":2}""", Encoding.UTF8, "application/json") }
            : new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Address, $"products/{number % 100}"));
        request.Headers.TryAddWithoutValidation("X-User", $"user-{number}");
        long from = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            if (response.Headers.TryGetValues("X-Version", out IEnumerable<string>? values))
            {
                string version = values.First();
                (response.IsSuccessStatusCode ? _answers : _failures).AddOrUpdate(version, 1, static (_, n) => n + 1);
                return;
            }

            _lost.Enqueue(new GatewayVisit(gateway, from, Stopwatch.GetTimestamp(), $"{request.Method} {(int)response.StatusCode}"));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            _lost.Enqueue(new GatewayVisit(gateway, from, Stopwatch.GetTimestamp(), $"{request.Method} {exception.Message} {exception.InnerException?.Message}"));
        }
    }
}
