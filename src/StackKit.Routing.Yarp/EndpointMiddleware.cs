using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackKit.Routing.AspNetCore;
using Yarp.ReverseProxy.Model;

namespace StackKit.Routing.Yarp;

/// <summary>
/// Counts the request in flight on the destination that affinity and balancing chose, or chooses another when that one has been taken out
/// of its pool meanwhile: an instance whose count is zero after it was taken out receives no request any more.
/// </summary>
internal sealed partial class EndpointMiddleware(RequestDelegate next, ILogger<EndpointMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<RoutedRequest>() is not RoutedRequest request || !HasPool(request))
        {
            return next(context);
        }

        IReverseProxyFeature proxy = context.GetReverseProxyFeature();
        DestinationState? chosen = proxy.AvailableDestinations.Count > 0 ? proxy.AvailableDestinations[0] : null;
        if (chosen is not null && !request.TryBeginEndpoint(chosen.DestinationId))
        {
            chosen = FindOther(proxy, request);
        }

        if (chosen is null)
        {
            LogNoEndpoint(logger, request.Router.Name, request.Decision.Version);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        proxy.AvailableDestinations = chosen;
        return next(context);
    }

    private static DestinationState? FindOther(IReverseProxyFeature proxy, RoutedRequest request)
    {
        IReadOnlyList<DestinationState> all = proxy.AllDestinations;
        do
        {
            DestinationState[] destinations = VersionDestinations.Find(all, request.Decision.Version);
            int first = destinations.Length == 0 ? 0 : Random.Shared.Next(destinations.Length);
            for (int i = 0; i < destinations.Length; i++)
            {
                DestinationState candidate = destinations[(first + i) % destinations.Length];
                if (candidate.Health.Active != DestinationHealth.Unhealthy && candidate.Health.Passive != DestinationHealth.Unhealthy && request.TryBeginEndpoint(candidate.DestinationId))
                {
                    return candidate;
                }
            }
        }
        while (request.TryFallBack());

        return null;
    }

    private static bool HasPool(RoutedRequest request)
    {
        foreach (Pool pool in request.Router.Pools)
        {
            if (pool.Version == request.Decision.Version)
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(132, LogLevel.Warning, "Every endpoint of version {Version} of router {Router} has been taken out meanwhile; the request is answered with 503.")]
    private static partial void LogNoEndpoint(ILogger logger, string router, string version);
}
