using System.Net;

namespace StackKit.Routing;

/// <summary>What is known about a request when its version is chosen; all of it is optional.</summary>
public readonly ref struct RouteContext
{
    /// <summary>Gets what a sticky split hashes, such as a user id; normalise case and white space before. Empty means none.</summary>
    public ReadOnlySpan<char> StickyKey { get; init; }

    /// <summary>Gets the user that rules compare. Empty means unknown: no rule on users matches.</summary>
    public ReadOnlySpan<char> User { get; init; }

    /// <summary>Gets the address of the client that rules compare. Null means unknown: no rule on networks matches.</summary>
    public IPAddress? RemoteAddress { get; init; }

    /// <summary>Gets the request that <see cref="Reader"/> reads. Null means that no rule on headers or cookies matches.</summary>
    public object? Request { get; init; }

    /// <summary>Gets the reader of headers and cookies. Null means that no rule on headers or cookies matches.</summary>
    public IRequestReader? Reader { get; init; }
}
