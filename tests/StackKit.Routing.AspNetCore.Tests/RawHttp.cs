using System.Net.Sockets;
using System.Text;

namespace StackKit.Routing.AspNetCore.Tests;

/// <summary>Sends what no decent client would.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request with one header line as it is, and reads the status.</summary>
    public static async Task<string> GetStatusAsync(Uri address, string header)
    {
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n\r\n"));
        using StreamReader reader = new(stream, Encoding.ASCII);
        string answer = await reader.ReadToEndAsync();
        return answer.Split(' ')[1];
    }
}
