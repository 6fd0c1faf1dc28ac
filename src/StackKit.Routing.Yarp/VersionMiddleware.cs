using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackKit.Routing.AspNetCore;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace StackKit.Routing.Yarp;

/// <summary>Chooses the version before affinity and balancing, leaves them only the destinations of that version, and reports how the request ended.</summary>
internal sealed partial class VersionMiddleware(RequestDelegate next, RouterSet routers, RouterClusters clusters, HttpRouting routing, ILogger<VersionMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        IReverseProxyFeature proxy = context.GetReverseProxyFeature();
        if (ClusterRouter.Find(routers, proxy) is not Router router)
        {
            return next(context);
        }

        if (routing.TryBegin(router, context, out RoutedRequest? request))
        {
            return InvokeAsync(context, proxy, request);
        }

        LogNoVersion(logger, router.Name);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    private async Task InvokeAsync(HttpContext context, IReverseProxyFeature proxy, RoutedRequest request)
    {
        context.Features.Set(request);
        try
        {
            if (TryNarrow(proxy, proxy.AvailableDestinations, request) || await TryNarrowAgainAsync(context, proxy, request).ConfigureAwait(false))
            {
                await next(context).ConfigureAwait(false);
            }
            else
            {
                LogNoDestination(logger, request.Router.Name, request.Decision.Version);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
        }
        catch (Exception exception)
        {
            request.Report(exception is TimeoutException ? RequestEnding.TimedOut : RequestEnding.Normal, exception);
            throw;
        }

        IForwarderErrorFeature? error = context.Features.Get<IForwarderErrorFeature>();
        RequestEnding ending = EndingOf(error?.Error ?? ForwarderError.None, out bool counts);
        request.Report(ending, counts ? error!.Exception : null);
    }

    // YARP cuts the client's connection when a destination fails in the middle of a response: then the client looks as if it had gone away.
    private static RequestEnding EndingOf(ForwarderError error, out bool counts)
    {
        counts = error is not (ForwarderError.None or ForwarderError.UpgradeActivityTimeout); // a WebSocket on which nobody speaks is no failure
        return error switch
        {
            ForwarderError.RequestTimedOut => RequestEnding.TimedOut,
            ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyClient or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient => RequestEnding.ClientAborted,
            ForwarderError.None or ForwarderError.UpgradeActivityTimeout or ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled
                or ForwarderError.ResponseBodyCanceled or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeResponseCanceled => RequestEnding.Normal,
            _ => RequestEnding.ServerFailed,
        };
    }

    private async Task<bool> TryNarrowAgainAsync(HttpContext context, IReverseProxyFeature proxy, RoutedRequest request)
    {
        ClusterState cluster = proxy.Route.Cluster!;
        return await clusters.CatchUpAsync(request.Router, cluster, proxy.AvailableDestinations, context.RequestAborted).ConfigureAwait(false)
            && TryNarrow(proxy, cluster.DestinationsState.AvailableDestinations, request);
    }

    private static bool TryNarrow(IReverseProxyFeature proxy, IReadOnlyList<DestinationState> available, RoutedRequest request)
    {
        do
        {
            DestinationState[] destinations = VersionDestinations.Find(available, request.Decision.Version);
            if (destinations.Length > 0)
            {
                proxy.AvailableDestinations = destinations;
                return true;
            }
        }
        while (request.TryFallBack());

        return false;
    }

    [LoggerMessage(130, LogLevel.Warning, "Router {Router} has no version for a request; it is answered with 503.")]
    private static partial void LogNoVersion(ILogger logger, string router);

    [LoggerMessage(131, LogLevel.Warning, "No destination of version {Version} is available and router {Router} allows no other version; the request is answered with 503.")]
    private static partial void LogNoDestination(ILogger logger, string router, string version);
}
