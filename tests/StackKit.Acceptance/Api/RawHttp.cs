using System.Net.Sockets;
using System.Text;

namespace StackKit.Acceptance.Api;

/// <summary>Sends bytes that no decent client would, and reads whatever comes back until the connection ends.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(45);

    /// <summary>Sends bytes; a piece that is given is sent again and again until the other side has had enough.</summary>
    public static async Task<RawAnswer> SendAsync(Uri address, byte[] bytes, byte[]? endless)
    {
        using CancellationTokenSource limit = new(s_limit, TimeProvider.System);
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await using NetworkStream stream = client.GetStream();
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        Task writing = WriteAsync(stream, bytes, endless, done.Token);
        MemoryStream received = new();
        try
        {
            byte[] buffer = new byte[8192];
            int read;
            while ((read = await stream.ReadAsync(buffer, limit.Token)) > 0)
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // the other side cut it: what came before counts
        }

        await done.CancelAsync();
        await writing;
        return RawAnswer.Parse(Encoding.Latin1.GetString(received.ToArray()));
    }

    private static async Task WriteAsync(NetworkStream stream, byte[] bytes, byte[]? endless, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
            while (endless is not null)
            {
                await stream.WriteAsync(endless, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // it does not listen any more
        }
    }
}
