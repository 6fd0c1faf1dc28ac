using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace StackKit.Routing.AspNetCore;

/// <summary>Reads headers and cookies of an <see cref="HttpContext"/> for rules.</summary>
internal sealed class HttpRequestReader : IRequestReader
{
    public static HttpRequestReader Instance { get; } = new();

    public ReadOnlySpan<char> GetHeader(object request, string name) =>
        ((HttpContext)request).Request.Headers.TryGetValue(name, out StringValues values) && values.Count > 0 ? values[0] : null;

    public ReadOnlySpan<char> GetCookie(object request, string name) => ((HttpContext)request).Request.Cookies[name];
}
