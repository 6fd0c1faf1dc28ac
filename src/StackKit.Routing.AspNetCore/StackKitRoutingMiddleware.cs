using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StackKit.Routing.AspNetCore;

/// <summary>Chooses the version of every request that passes, and reports how it ended.</summary>
internal sealed partial class StackKitRoutingMiddleware(RequestDelegate next, Router router, HttpRouting routing, ILogger<StackKitRoutingMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        // An exception handler or a status code page runs the pipeline again for the same request: its version stays, and it counts once.
        if (RoutedRequest.Find(context, router) is not null)
        {
            return next(context);
        }

        if (routing.TryBegin(router, context, out RoutedRequest? request))
        {
            return InvokeAsync(context, request);
        }

        if (router.Split is null)
        {
            return next(context); // nothing is being divided yet
        }

        LogNoVersion(logger, router.Name);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    private async Task InvokeAsync(HttpContext context, RoutedRequest request)
    {
        context.Features.Set(request);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            request.Report(exception is TimeoutException ? RequestEnding.TimedOut : RequestEnding.Normal, exception);
            throw;
        }

        request.Report(RequestEnding.Normal, null);
    }

    [LoggerMessage(120, LogLevel.Warning, "Router {Router} has no version for a request; it is answered with 503.")]
    private static partial void LogNoVersion(ILogger logger, string router);
}
