using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace StackKit.Acceptance.BlueGreen;

/// <summary>Opens what lasts longer than a switch.</summary>
internal sealed class LongConnections(Uri site) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Reads a response that is written for so long.</summary>
    /// <param name="seconds">How long it is written.</param>
    /// <param name="opened">Completes when the first line is there, with the version that writes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when it came whole; otherwise what was wrong.</returns>
    public async Task<string?> StreamAsync(double seconds, TaskCompletionSource<string> opened, CancellationToken cancellationToken)
    {
        int lines = 0;
        try
        {
            Uri address = new(site, string.Create(CultureInfo.InvariantCulture, $"stream?seconds={seconds}"));
            using HttpResponseMessage response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            response.EnsureSuccessStatusCode();
            using StreamReader reader = new(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is string line)
            {
                opened.TrySetResult(response.Headers.GetValues("X-Version").First());
                if (line != lines++.ToString(CultureInfo.InvariantCulture))
                {
                    return $"line {lines} is '{line}'";
                }
            }

            // A line comes each 100 ms at the earliest; a busy machine writes fewer.
            return lines > 1 ? null : "it ended after one line";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            opened.TrySetException(exception);
            return $"broken after {lines} lines: {exception.Message}";
        }
    }

    /// <summary>Talks over a WebSocket until told to stop.</summary>
    /// <param name="opened">Completes when the first answer is there.</param>
    /// <param name="stop">Says when to hang up.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when every word came back; otherwise what was wrong.</returns>
    public async Task<string?> ChatAsync(TaskCompletionSource opened, Func<bool> stop, CancellationToken cancellationToken)
    {
        using ClientWebSocket socket = new();
        byte[] buffer = new byte[64];
        int words = 0;
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(site, "chat")) { Scheme = "ws" }.Uri, cancellationToken);
            while (!stop())
            {
                byte[] word = Encoding.ASCII.GetBytes(words.ToString(CultureInfo.InvariantCulture));
                await socket.SendAsync(word.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
                ValueWebSocketReceiveResult answer = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (answer.MessageType != WebSocketMessageType.Text || !buffer.AsSpan(0, answer.Count).SequenceEqual(word))
                {
                    return $"word {words} was answered by {answer.MessageType}";
                }

                words++;
                opened.TrySetResult();
                await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            return null;
        }
        catch (WebSocketException exception)
        {
            opened.TrySetException(exception);
            return $"broken after {words} words: {exception.Message}";
        }
    }

    public void Dispose() => _client.Dispose();
}
