using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace StackKit.Routing.AspNetCore;

/// <summary>Where the key of a request can come from.</summary>
/// <remarks>Only <see cref="User"/> and <see cref="RemoteAddress"/> cannot be chosen freely by a client.</remarks>
public static class RequestKeys
{
    /// <summary>Gets the name of the authenticated user.</summary>
    public static Func<HttpContext, string?> User { get; } = static context => context.User.Identity is { IsAuthenticated: true } identity ? identity.Name : null;

    /// <summary>Gets the address of the client, as the server sees it.</summary>
    public static Func<HttpContext, string?> RemoteAddress { get; } = static context => context.Connection.RemoteIpAddress?.ToString();

    /// <summary>Takes the value of a cookie.</summary>
    /// <param name="name">The name of the cookie.</param>
    /// <returns>A function that reads it.</returns>
    public static Func<HttpContext, string?> Cookie(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        return context => context.Request.Cookies[name];
    }

    /// <summary>Takes the value of a header, its first one if there are several.</summary>
    /// <param name="name">The name of the header.</param>
    /// <returns>A function that reads it.</returns>
    public static Func<HttpContext, string?> Header(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        return context => context.Request.Headers.TryGetValue(name, out StringValues values) && values.Count > 0 ? values[0] : null;
    }
}
