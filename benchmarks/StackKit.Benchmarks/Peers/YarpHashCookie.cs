using Microsoft.AspNetCore.Http;
using StackKit.Benchmarks.Harness;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace StackKit.Benchmarks.Peers;

/// <summary>Finds the destination that the cookie of a returning visitor names. Cookies are parsed before: YARP is not charged for that.</summary>
internal sealed class YarpHashCookie : Candidate
{
    private const string CookieName = ".affinity";
    private const int MaxVisitors = 64; // spread evenly; a thousand requests would measure the cache instead

    private readonly ISessionAffinityPolicy _policy = YarpCluster.Find<ISessionAffinityPolicy>(policy => policy.Name == "HashCookie");
    private readonly SessionAffinityConfig _config = new() { Enabled = true, Policy = "HashCookie", AffinityKeyName = CookieName };
    private readonly YarpCluster _cluster;
    private readonly HttpContext[] _visitors;

    public YarpHashCookie(int destinations)
        : base("YARP HashCookie lookup")
    {
        _cluster = new YarpCluster(destinations);
        int visitors = Math.Min(destinations, MaxVisitors);
        _visitors = [.. Enumerable.Range(0, visitors).Select(i => CreateVisitor(_cluster.Available[i * destinations / visitors]))];
    }

    public override void Run(int operations)
    {
        ISessionAffinityPolicy policy = _policy;
        SessionAffinityConfig config = _config;
        ClusterState cluster = _cluster.State;
        IReadOnlyList<DestinationState> available = _cluster.Available;
        HttpContext[] visitors = _visitors;
        AffinityResult last = default;
        int visitor = 0;
        for (int i = 0; i < operations; i++)
        {
            last = policy.FindAffinitizedDestinations(visitors[visitor], cluster, config, available);
            visitor = visitor + 1 == visitors.Length ? 0 : visitor + 1;
        }

        Sink.Keep(last.Destinations);
    }

    private DefaultHttpContext CreateVisitor(DestinationState destination)
    {
        DefaultHttpContext first = new();
        _policy.AffinitizeResponse(first, _cluster.State, _config, destination);
        string cookie = first.Response.Headers.SetCookie.ToString();
        DefaultHttpContext visitor = new();
        visitor.Request.Headers.Cookie = cookie[..cookie.IndexOf(';', StringComparison.Ordinal)];
        AffinityResult found = _policy.FindAffinitizedDestinations(visitor, _cluster.State, _config, _cluster.Available);
        return found.Destinations?[0] == destination ? visitor : throw new InvalidOperationException("The cookie did not lead back to its destination.");
    }
}
