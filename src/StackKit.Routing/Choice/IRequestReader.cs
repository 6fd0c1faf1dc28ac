namespace StackKit.Routing;

/// <summary>Reads what rules ask for from a request of one transport.</summary>
/// <remarks>Stateless and thread-safe: one instance serves all requests. Called during a choice, so it must not block and should not allocate.</remarks>
public interface IRequestReader
{
    /// <summary>Gets the value of a header.</summary>
    /// <param name="request">The request, as given in <see cref="RouteContext.Request"/>.</param>
    /// <param name="name">The name, to be compared ignoring case.</param>
    /// <returns>The first value; empty when the request has none.</returns>
    ReadOnlySpan<char> GetHeader(object request, string name);

    /// <summary>Gets the value of a cookie.</summary>
    /// <param name="request">The request, as given in <see cref="RouteContext.Request"/>.</param>
    /// <param name="name">The name, to be compared ordinally.</param>
    /// <returns>The value; empty when the request has none.</returns>
    ReadOnlySpan<char> GetCookie(object request, string name);
}
