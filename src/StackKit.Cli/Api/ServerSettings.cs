using System.Net.Http.Headers;

namespace StackKit.Cli.Api;

/// <summary>Where the server is and what is said to it about who asks. Never shown: it holds secrets.</summary>
internal sealed class ServerSettings
{
    public const string DefaultServer = "http://localhost:5000/stackkit/deploy";

    private const string DefaultPath = "/stackkit/deploy";
    private const int LongestToken = 16 * 1024;

    private ServerSettings(Uri address, string? token, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Address = address;
        Token = token;
        Headers = headers;
    }

    /// <summary>Gets the address that paths are put behind; ends with a slash.</summary>
    public Uri Address { get; }

    public string? Token { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public static ServerSettings Create(string server, string? token, IEnumerable<string> headers, bool insecure)
    {
        Uri address = ParseAddress(server);
        KeyValuePair<string, string>[] parsed = [.. headers.Select(ParseHeader)];
        if ((token is not null || parsed.Length > 0) && address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !insecure)
        {
            throw CliException.BadInput("A token or a header would be sent readable for everybody on the way: write https:// in --server, or --insecure if the network is trusted.");
        }

        return new ServerSettings(address, token is null ? null : RequireToken(token), parsed);
    }

    /// <summary>Reads a token from a file, without what surrounds it.</summary>
    public static string ReadToken(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            byte[] bytes = new byte[LongestToken + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= LongestToken ? System.Text.Encoding.UTF8.GetString(bytes, 0, length).Trim('\uFEFF', ' ', '\t', '\r', '\n') : throw CliException.BadInput("The file of --token-file holds more than 16 KiB; it must hold the token alone.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CliException.BadInput("The file of --token-file cannot be read; give the path of a file that holds the token alone.");
        }
    }

    /// <summary>Puts what is said about who asks on a request.</summary>
    public void Apply(HttpRequestMessage request)
    {
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        foreach ((string name, string value) in Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static Uri ParseAddress(string server)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw CliException.BadInput("--server must be an http or https address without a user name and without a query, such as https://gateway.example/stackkit/deploy.");
        }

        string path = address.AbsolutePath is "/" or "" ? DefaultPath : address.AbsolutePath.TrimEnd('/');
        return new Uri(address, path + "/");
    }

    // The message must not repeat the header: its value may be a secret.
    private static KeyValuePair<string, string> ParseHeader(string header)
    {
        int colon = header.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? "" : header[..colon].Trim();
        string value = colon < 0 ? "" : header[(colon + 1)..].Trim();
        return name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && value.Length > 0 && value.All(static c => c is >= ' ' and <= '~')
            ? new KeyValuePair<string, string>(name, value)
            : throw CliException.BadInput("--header must be written as \"Name: value\", in printable ASCII.");
    }

    private static string RequireToken(string token) => token.Length is > 0 and <= LongestToken && token.All(static c => c is > ' ' and <= '~')
        ? token
        : throw CliException.BadInput("The token must be printable ASCII without spaces; look at STACKKIT_TOKEN, or at the file of --token-file.");
}
