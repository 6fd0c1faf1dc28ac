using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StackKit.Routing.AspNetCore;

/// <summary>Chooses the version of every request that passes, and reports how it ended.</summary>
internal sealed partial class StackKitRoutingMiddleware(RequestDelegate next, Router router, HttpRouting routing, ILogger<StackKitRoutingMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!routing.TryBegin(router, context, out RoutedRequest? request))
        {
            if (router.Split is null)
            {
                await next(context).ConfigureAwait(false); // nothing is being divided yet
                return;
            }

            LogNoVersion(logger, router.Name);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.Features.Set(request);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            request.Report(exception, timedOut: exception is TimeoutException);
            throw;
        }

        request.Report(null, timedOut: false);
    }

    [LoggerMessage(120, LogLevel.Warning, "Router {Router} has no version for a request; it is answered with 503.")]
    private static partial void LogNoVersion(ILogger logger, string router);
}
