using System.Collections.Concurrent;

namespace StackKit.Acceptance.Sites;

/// <summary>Real HTTP clients: keep-alive, two GET and one POST in turn, no retries.</summary>
internal sealed class Customers : IDisposable
{
    private readonly HttpClient _client;
    private readonly Uri _site;
    private long _sent;

    public Customers(Uri site)
    {
        _site = site;
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 50, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2) }) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Gets a value indicating whether every request is a POST, which nobody may send twice.</summary>
    public bool PostsOnly { get; init; }

    /// <summary>Gets every answer so far, in no order.</summary>
    public ConcurrentQueue<Visit> Visits { get; } = [];

    public int Count(string version) => Visits.Count(v => v.Version == version);

    public int Failures(string version) => Visits.Count(v => v.Version == version && v.Failed);

    /// <summary>Sends one request and records the answer.</summary>
    public async Task<Visit> SendAsync(string? user, Action<HttpRequestMessage>? prepare, CancellationToken cancellationToken)
    {
        long number = Interlocked.Increment(ref _sent);
        using HttpRequestMessage request = PostsOnly || number % 3 == 0
            ? new HttpRequestMessage(HttpMethod.Post, new Uri(_site, "orders")) { Content = new StringContent("""{"product":"tea","quantity":2}""", System.Text.Encoding.UTF8, "application/json") }
            : new HttpRequestMessage(HttpMethod.Get, new Uri(_site, $"products/{number % 100}"));
        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation("X-User", user);
        }

        prepare?.Invoke(request);
        Visit visit;
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
            await response.Content.ReadAsByteArrayAsync(cancellationToken);
            string version = response.Headers.TryGetValues("X-Version", out IEnumerable<string>? values) ? values.First() : "";
            visit = new Visit(user, version, response.StatusCode);
        }
        catch (HttpRequestException)
        {
            visit = new Visit(user, "", null);
        }

        Visits.Enqueue(visit);
        return visit;
    }

    /// <summary>Sends so many requests, several at a time.</summary>
    /// <param name="count">How many.</param>
    /// <param name="user">Who sends the n-th; null for nobody in particular.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task SendManyAsync(int count, Func<int, string?> user, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (n, token) => await SendAsync(user(n), null, token));

    /// <summary>Goes on sending until told to stop, at most so many requests a second.</summary>
    public async Task SendUntilAsync(Func<bool> stop, double perSecond, int concurrency, Func<int, string?> user, CancellationToken cancellationToken)
    {
        long began = TimeProvider.System.GetTimestamp();
        int started = -1;
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(
            async () =>
            {
                while (!stop() && !cancellationToken.IsCancellationRequested)
                {
                    int n = Interlocked.Increment(ref started);
                    TimeSpan due = TimeSpan.FromSeconds(n / perSecond) - TimeProvider.System.GetElapsedTime(began);
                    if (due > TimeSpan.Zero)
                    {
                        await Task.Delay(due, TimeProvider.System, cancellationToken);
                    }

                    if (!stop())
                    {
                        await SendAsync(user(n), null, cancellationToken);
                    }
                }
            },
            cancellationToken)));
    }

    public void Dispose() => _client.Dispose();
}
