using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace StackKit.Deploy.AspNetCore.Access;

/// <summary>Tells requests that a page of another origin makes a browser send.</summary>
internal static class CrossSite
{
    /// <summary>Says whether a page of another origin sent the request. Programs that are no browsers send neither header and pass.</summary>
    /// <remarks>What a browser says about the relation outweighs the comparison: behind a proxy the host that it sees may be another one.</remarks>
    public static bool IsFromElsewhere(HttpRequest request)
    {
        StringValues site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site is not ["same-origin" or "none"];
        }

        StringValues origin = request.Headers[HeaderNames.Origin];
        return origin.Count > 0 && !(origin is [string sole] && IsOwn(sole, request.Host));
    }

    // Not by the scheme: where a proxy ends TLS, the application sees http.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase)
        && uri.Port == (host.Port ?? (uri.Scheme == Uri.UriSchemeHttps ? 443 : 80));
}
