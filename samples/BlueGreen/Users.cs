using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;

namespace BlueGreen;

/// <summary>Users who order again and again, and one who chats over WebSockets. No retries: what is lost is counted.</summary>
internal sealed class Users(Uri shop) : IAsyncDisposable
{
    private const int AtATime = 6;

    private static readonly TimeSpan s_think = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan s_conversation = TimeSpan.FromSeconds(6);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false });
    private readonly CancellationTokenSource _stop = new();
    private Task? _all;
    private int _lost;
    private int _words;

    /// <summary>Gets how many orders each version took.</summary>
    public ConcurrentDictionary<string, int> Orders { get; } = new(StringComparer.Ordinal);

    public int Lost => _lost;

    /// <summary>Gets how many words went to the shop and back over WebSockets.</summary>
    public int Words => _words;

    /// <summary>Gets which version took the last order.</summary>
    public string Last { get; private set; } = "";

    public void Start() => _all = Task.WhenAll([ChatAsync(), .. Enumerable.Range(0, AtATime).Select(_ => Task.Run(OrderAsync))]);

    /// <summary>Asks who answers somebody with the header for the preview.</summary>
    public async Task<string> PreviewAsync(CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(shop, "products/7"));
        request.Headers.Add("X-Preview", "green");
        using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken);
        return response.Headers.GetValues("X-Version").First();
    }

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
            using StringContent order = new("""{"product":"tea","quantity":1}""", Encoding.UTF8, "application/json");
            try
            {
                using HttpResponseMessage response = await _client.PostAsync(new Uri(shop, "orders"), order, CancellationToken.None);
                string version = response.Headers.TryGetValues("X-Version", out IEnumerable<string>? values) ? values.First() : "";
                Interlocked.Add(ref _lost, response.IsSuccessStatusCode ? 0 : 1);
                Orders.AddOrUpdate(version, 1, static (_, n) => n + 1);
                Last = version;
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref _lost);
            }

            await Task.Delay(s_think, TimeProvider.System);
        }
    }

    // One conversation after the other: a switch lets each of them end where it began.
    private async Task ChatAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await TalkAsync();
            }
            catch (WebSocketException)
            {
                Interlocked.Increment(ref _lost);
            }
        }
    }

    private async Task TalkAsync()
    {
        using ClientWebSocket socket = new();
        byte[] buffer = new byte[16];
        long began = TimeProvider.System.GetTimestamp();
        await socket.ConnectAsync(new UriBuilder(new Uri(shop, "chat")) { Scheme = "ws" }.Uri, CancellationToken.None);
        while (!_stop.IsCancellationRequested && TimeProvider.System.GetElapsedTime(began) < s_conversation)
        {
            await socket.SendAsync("hello"u8.ToArray().AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            Interlocked.Increment(ref _words);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }
}
