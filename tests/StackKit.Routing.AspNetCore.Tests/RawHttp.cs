using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StackKit.Routing.AspNetCore.Tests;

/// <summary>Sends what no decent client would.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request with one header line as it is, and reads the status.</summary>
    public static async Task<string> GetStatusAsync(Uri address, string header)
    {
        string answer = await GetAsync(address, IPAddress.Loopback, header);
        return answer.Split(' ')[1];
    }

    /// <summary>Sends a request with header lines as they are from one of the addresses of this machine, and reads the body.</summary>
    public static async Task<string> GetBodyAsync(Uri address, IPAddress from, string headers)
    {
        string answer = await GetAsync(address, from, headers);
        return answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }

    private static async Task<string> GetAsync(Uri address, IPAddress from, string headers)
    {
        using TcpClient client = new(new IPEndPoint(from, 0));
        await client.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = client.GetStream();
        string lines = headers.Length == 0 ? "" : headers + "\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n"));
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
