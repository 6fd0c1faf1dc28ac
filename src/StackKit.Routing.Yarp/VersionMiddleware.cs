using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackKit.Routing.AspNetCore;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace StackKit.Routing.Yarp;

/// <summary>Chooses the version before affinity and balancing, leaves them only the destinations of that version, and reports how the request ended.</summary>
internal sealed partial class VersionMiddleware(RequestDelegate next, RouterSet routers, HttpRouting routing, ILogger<VersionMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        IReverseProxyFeature proxy = context.GetReverseProxyFeature();
        if (FindRouter(proxy) is not Router router)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        if (!routing.TryBegin(router, context, out RoutedRequest? request))
        {
            LogNoVersion(logger, router.Name);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.Features.Set(request);
        try
        {
            if (TryNarrow(proxy, request))
            {
                await next(context).ConfigureAwait(false);
            }
            else
            {
                LogNoDestination(logger, router.Name, request.Decision.Version);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
        }
        catch (Exception exception)
        {
            request.Report(exception, timedOut: exception is TimeoutException);
            throw;
        }

        IForwarderErrorFeature? error = context.Features.Get<IForwarderErrorFeature>();
        request.Report(IsFailure(error?.Error) ? error!.Exception : null, timedOut: error?.Error == ForwarderError.RequestTimedOut);
    }

    // What the client broke off is no failure of the version; RequestAborted says so even where the error does not.
    private static bool IsFailure(ForwarderError? error) => error is not (null or ForwarderError.None or ForwarderError.RequestCanceled
        or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient
        or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseCanceled or ForwarderError.UpgradeResponseClient);

    private static bool TryNarrow(IReverseProxyFeature proxy, RoutedRequest request)
    {
        IReadOnlyList<DestinationState> available = proxy.AvailableDestinations;
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

    private Router? FindRouter(IReverseProxyFeature proxy)
    {
        ClusterModel cluster = proxy.Cluster;
        string name = cluster.Config.Metadata?.GetValueOrDefault(YarpMetadata.Router) ?? cluster.Config.ClusterId;
        return routers.TryGet(name, out Router? router) && router.Split is not null ? router : null;
    }

    [LoggerMessage(130, LogLevel.Warning, "Router {Router} has no version for a request; it is answered with 503.")]
    private static partial void LogNoVersion(ILogger logger, string router);

    [LoggerMessage(131, LogLevel.Warning, "No destination of version {Version} is available and router {Router} allows no other version; the request is answered with 503.")]
    private static partial void LogNoDestination(ILogger logger, string router, string version);
}
