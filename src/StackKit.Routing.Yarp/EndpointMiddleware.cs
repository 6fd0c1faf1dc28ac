using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackKit.Routing.AspNetCore;
using Yarp.ReverseProxy.Model;

namespace StackKit.Routing.Yarp;

/// <summary>
/// Counts the request in flight on the destination that affinity and balancing chose, or chooses another when that one has been taken out
/// of its pool meanwhile: an instance whose count is zero after it was taken out receives no request any more.
/// </summary>
internal sealed partial class EndpointMiddleware(RequestDelegate next, RouterSet routers, RouterClusters clusters, ILogger<EndpointMiddleware> logger)
{
    private const int MaxAttempts = 4; // pools may change again while YARP catches up with them

    public Task InvokeAsync(HttpContext context)
    {
        IReverseProxyFeature proxy = context.GetReverseProxyFeature();
        RoutedRequest? request = context.Features.Get<RoutedRequest>();
        if (request is null || !ReferenceEquals(request.Router, ClusterRouter.Find(routers, proxy)))
        {
            return next(context); // not routed, or routed by the application in front of the proxy
        }

        DestinationState? chosen = proxy.AvailableDestinations.Count > 0 ? proxy.AvailableDestinations[0] : null;
        return chosen is not null && TryEnter(chosen, request) ? next(context) : GoElsewhereAsync(context, proxy, request);
    }

    private async Task GoElsewhereAsync(HttpContext context, IReverseProxyFeature proxy, RoutedRequest request)
    {
        ClusterState cluster = proxy.Route.Cluster!;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // The list of this moment, not the one that YARP gave the request when it came.
            IReadOnlyList<DestinationState> available = cluster.DestinationsState.AvailableDestinations;
            if (FindOther(available, request) is DestinationState other)
            {
                proxy.AvailableDestinations = other;
                await next(context).ConfigureAwait(false);
                return;
            }

            if (!await clusters.CatchUpAsync(request.Router, cluster, available, context.RequestAborted).ConfigureAwait(false))
            {
                break;
            }
        }

        LogNoEndpoint(logger, request.Router.Name, request.Decision.Version);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    private static DestinationState? FindOther(IReadOnlyList<DestinationState> available, RoutedRequest request)
    {
        do
        {
            DestinationState[] destinations = VersionDestinations.Find(available, request.Decision.Version);
            int first = destinations.Length == 0 ? 0 : Random.Shared.Next(destinations.Length);
            for (int i = 0; i < destinations.Length; i++)
            {
                DestinationState candidate = destinations[(first + i) % destinations.Length];
                if (TryEnter(candidate, request))
                {
                    return candidate;
                }
            }
        }
        while (request.TryFallBack());

        return null;
    }

    private static bool TryEnter(DestinationState destination, RoutedRequest request)
    {
        // YARP changes the version of a destination in place: what was found under one version may be another one's by now.
        if (VersionDestinations.VersionOf(destination) != request.Decision.Version)
        {
            return false;
        }

        // Destinations of configuration are endpoints only where the router has a pool as well, with the same ids.
        string? endpoint = VersionDestinations.EndpointOf(destination) ?? (request.Decision.Endpoint is null ? null : destination.DestinationId);
        return endpoint is null || request.TryBeginEndpoint(endpoint);
    }

    [LoggerMessage(132, LogLevel.Warning, "Every endpoint of version {Version} of router {Router} has been taken out meanwhile; the request is answered with 503.")]
    private static partial void LogNoEndpoint(ILogger logger, string router, string version);
}
