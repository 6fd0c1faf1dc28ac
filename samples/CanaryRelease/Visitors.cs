using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace CanaryRelease;

/// <summary>Users who come, look at three products, order one and leave. Real HTTP, keep-alive, no retries.</summary>
internal sealed class Visitors(Uri shop) : IAsyncDisposable
{
    private const int AtATime = 8;

    private static readonly TimeSpan s_think = TimeSpan.FromMilliseconds(6);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false });
    private readonly CancellationTokenSource _stop = new();
    private Task? _all;
    private int _users;

    /// <summary>Gets what users saw, by version; requests without an answer are under the empty version.</summary>
    public ConcurrentDictionary<string, Tally> Tallies { get; } = new(StringComparer.Ordinal);

    public void Start() => _all = Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(VisitAsync)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await (_all ?? Task.CompletedTask);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task VisitAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            string user = "user-" + Interlocked.Increment(ref _users).ToString(CultureInfo.InvariantCulture);
            for (int i = 1; i <= 4 && !_stop.IsCancellationRequested; i++)
            {
                await SendAsync(user, order: i == 4);
                await Task.Delay(s_think, TimeProvider.System);
            }
        }
    }

    private async Task SendAsync(string user, bool order)
    {
        using HttpRequestMessage request = order
            ? new HttpRequestMessage(HttpMethod.Post, new Uri(shop, "orders")) { Content = new StringContent("""{"product":"tea","quantity":1}""", Encoding.UTF8, "application/json") }
            : new HttpRequestMessage(HttpMethod.Get, new Uri(shop, "products/7"));
        request.Headers.Add("X-User", user);
        long began = TimeProvider.System.GetTimestamp();
        string version = "";
        bool failed = true;
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, CancellationToken.None);
            await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
            version = response.Headers.TryGetValues("X-Version", out IEnumerable<string>? values) ? values.First() : "";
            failed = (int)response.StatusCode >= 500;
        }
        catch (HttpRequestException)
        {
            // counted as failed, below
        }

        Tallies.GetOrAdd(version, static _ => new Tally()).Add(failed, TimeProvider.System.GetElapsedTime(began));
    }
}
