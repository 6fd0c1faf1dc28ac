using StackKit.Routing;

namespace CustomPolicy;

/// <summary>Reads headers from a dictionary. In ASP.NET Core, StackKit.Routing.AspNetCore brings a reader of its own.</summary>
public sealed class HeaderReader : IRequestReader
{
    public ReadOnlySpan<char> GetHeader(object request, string name) => ((Dictionary<string, string>)request).GetValueOrDefault(name);

    public ReadOnlySpan<char> GetCookie(object request, string name) => default;
}
