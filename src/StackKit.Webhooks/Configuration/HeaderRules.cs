using System.Buffers;

namespace StackKit.Webhooks;

/// <summary>Which headers can be configured.</summary>
internal static class HeaderRules
{
    private static readonly SearchValues<char> s_tokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Expect", "Host", "Idempotency-Key", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    public static IEnumerable<string> FindFaults(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach ((string name, string? value) in headers)
        {
            if (name.Length is 0 or > 128 || name.AsSpan().ContainsAnyExcept(s_tokenCharacters))
            {
                yield return "a name is not that of an HTTP header, such as 'Authorization'.";
            }
            else if (s_reserved.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-StackKit-", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"'{name}' is set by StackKit itself; leave it out.";
            }
            else if (string.IsNullOrEmpty(value) || value.Length > 4096 || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                yield return $"the value of '{name}' must be 1 to 4096 printable ASCII characters.";
            }
        }
    }
}
