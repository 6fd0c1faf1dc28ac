using System.Text;

namespace StackKit.Acceptance.Api;

/// <summary>A request that means no good.</summary>
/// <param name="Name">What it tries.</param>
/// <param name="Bytes">What is sent.</param>
/// <param name="Expected">The statuses that are right.</param>
internal sealed record HostileRequest(string Name, byte[] Bytes, params int[] Expected)
{
    /// <summary>What answers must not repeat as it is.</summary>
    public const string Marker = "<script>alert(1)</script>";

    public const string Prefix = "/stackkit/deploy/";

    /// <summary>Gets what is sent on and on after the rest; null for nothing.</summary>
    public byte[]? Endless { get; init; }

    public static HostileRequest Get(string name, string path, string headers, params int[] expected) => new(name, Compose("GET", path, headers, []), expected);

    public static HostileRequest Post(string name, string path, string body, params int[] expected) => PostBytes(name, path, "Content-Type: application/json", Encoding.UTF8.GetBytes(body), expected);

    public static HostileRequest PostBytes(string name, string path, string headers, byte[] body, params int[] expected) =>
        new(name, Compose("POST", path, $"{headers}\r\nContent-Length: {body.Length}", body), expected);

    /// <summary>Sends head and body as they are; nothing is added but who asks.</summary>
    public static byte[] Compose(string method, string path, string headers, byte[] body, string? user = "ana")
    {
        string name = user is null || headers.Contains(ApiUsers.NameHeader, StringComparison.Ordinal) ? "" : $"{ApiUsers.NameHeader}: {user}\r\n";
        string host = headers.StartsWith("Host:", StringComparison.Ordinal) ? "" : "Host: localhost\r\n";
        string lines = headers.Length == 0 ? "" : headers.TrimStart('\r', '\n') + "\r\n";
        return [.. Encoding.UTF8.GetBytes($"{method} {(path.StartsWith('/') ? path : Prefix + path)} HTTP/1.1\r\n{host}{name}Connection: close\r\n{lines}\r\n"), .. body];
    }

    /// <summary>Says what an answer gives away, or does wrong; null when nothing.</summary>
    public string? FindFault(RawAnswer answer)
    {
        string? secret = new[] { Marker, "   at ", "Exception", "StackKit.Deploy.", "deploy/shop", ".cs:", "System.", "Microsoft." }.FirstOrDefault(answer.Text.Contains);
        return secret is not null ? $"the answer has '{secret}'"
            : answer.Head.Contains("Injected:", StringComparison.OrdinalIgnoreCase) ? "a header was injected"
            : !Expected.Contains(answer.Status) ? $"it was answered with {answer.Status}, not {string.Join(" or ", Expected)}: {answer.Text}"
            : null;
    }
}
