using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http;
using StackKit.Deploy.AspNetCore.Bodies;

namespace StackKit.Deploy.AspNetCore.Access;

/// <summary>Whether a request comes from the developer at this machine, and not from a proxy, another machine, or a page that the developer has open.</summary>
internal static class DevelopmentAccess
{
    private static readonly FrozenSet<string> s_forwarding = FrozenSet.ToFrozenSet(
        ["Forwarded", "Via", "Client-IP", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "X-Envoy-External-Address", "X-ProxyUser-Ip", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "Fly-Client-IP"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets what the audit trail calls the developer.</summary>
    public static ApiCaller Developer { get; } = new($"development:{NameOf(Environment.UserName)}");

    public static bool IsAllowed(HttpContext context) =>
        IsLoopback(context.Connection.RemoteIpAddress)
        && IsLoopback(context.Request.Host)
        && !context.Request.Headers.Keys.Any(IsForwarding)
        && !CrossSite.IsFromElsewhere(context.Request);

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    // A name that is made to resolve to 127.0.0.1 is not among them, so a page cannot reach the API under a name of its own.
    private static bool IsLoopback(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address) && address.ToString() == host.Host.Trim('[', ']'));

    private static bool IsForwarding(string header) =>
        header.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-Original", StringComparison.OrdinalIgnoreCase) || s_forwarding.Contains(header);

    private static string NameOf(string? user) =>
        string.IsNullOrWhiteSpace(user) || user.Length > 100 || PlainLine.FindFault(user) is not null ? "local" : user;
}
