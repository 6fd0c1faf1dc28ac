using System.Runtime.CompilerServices;
using System.Text;

namespace StackKit.Cli.Api;

/// <summary>Reads server-sent events. An event is bounded in size, and silence in time, so that neither a hostile nor a dead server keeps the tool busy.</summary>
internal static class ServerEventReader
{
    private const int LargestEvent = 1024 * 1024;

    /// <summary>Reads until the stream ends.</summary>
    /// <exception cref="IOException">The stream broke, an event was too large, or nothing came for as long as <paramref name="silence"/>.</exception>
    public static async IAsyncEnumerable<ServerEvent> ReadAsync(Stream stream, TimeSpan silence, TimeProvider timeProvider, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[16 * 1024];
        List<byte> line = [];
        PendingEvent pending = new();
        bool afterReturn = false;
        while (true)
        {
            int read = await ReadSomeAsync(stream, buffer, silence, timeProvider, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                yield break; // what is unfinished is no event
            }

            for (int i = 0; i < read; i++)
            {
                byte next = buffer[i];
                bool second = next == (byte)'\n' && afterReturn;
                afterReturn = next == (byte)'\r';
                if (second)
                {
                    continue;
                }

                if (next is not ((byte)'\n' or (byte)'\r'))
                {
                    line.Add(next);
                    if (line.Count + pending.Length > LargestEvent)
                    {
                        throw new IOException("An event is larger than 1 MiB.");
                    }

                    continue;
                }

                string text = Encoding.UTF8.GetString([.. line]);
                line.Clear();
                if (pending.Take(text) is ServerEvent complete)
                {
                    yield return complete;
                }
            }
        }
    }

    private static async Task<int> ReadSomeAsync(Stream stream, byte[] buffer, TimeSpan silence, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using CancellationTokenSource quiet = new(silence, timeProvider);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, quiet.Token);
        try
        {
            return await stream.ReadAsync(buffer, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("Nothing came for too long.", exception);
        }
    }

    /// <summary>The fields of an event until the empty line that completes it.</summary>
    private sealed class PendingEvent
    {
        private readonly StringBuilder _data = new();
        private string _id = "";
        private string _kind = "";

        public int Length => _data.Length;

        public ServerEvent? Take(string line)
        {
            if (line.Length == 0)
            {
                ServerEvent? complete = _data.Length == 0 && _kind.Length == 0 ? null : new ServerEvent(_id, _kind.Length == 0 ? "message" : _kind, _data.ToString().TrimEnd('\n'));
                _data.Clear();
                _kind = "";
                return complete;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string field = colon < 0 ? line : line[..colon];
            string value = colon < 0 ? "" : line[(colon + 1)..];
            value = value.StartsWith(' ') ? value[1..] : value;
            switch (field)
            {
                case "id": _id = value; break;
                case "event": _kind = value; break;
                case "data": _data.Append(value).Append('\n'); break;
                default: break; // a comment that keeps the connection alive, or a field of the future
            }

            return null;
        }
    }
}
