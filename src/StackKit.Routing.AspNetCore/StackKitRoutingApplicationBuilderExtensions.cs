using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackKit.Routing;
using StackKit.Routing.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Uses StackKit routing inside an application.</summary>
public static class StackKitRoutingApplicationBuilderExtensions
{
    /// <summary>Chooses the version of every request that passes, and reports how it ended to the counters of the router.</summary>
    /// <remarks>
    /// What comes after reads the decision with <see cref="Microsoft.AspNetCore.Http.StackKitRoutingHttpContextExtensions.GetRouteDecision"/>. Place it behind authentication when
    /// users are routed, and outside of an exception handler, so that it sees the status that users see.
    /// While the router has no split, requests pass without a decision; when no version can take one, it is answered with 503.
    /// </remarks>
    /// <param name="app">The application.</param>
    /// <param name="router">The name of the router.</param>
    /// <returns>The same application, so that calls can be chained.</returns>
    public static IApplicationBuilder UseStackKitRouting(this IApplicationBuilder app, string router)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(router);

        Router found = app.ApplicationServices.GetRequiredService<RouterSet>().GetOrAdd(router);
        HttpRouting routing = app.ApplicationServices.GetRequiredService<HttpRouting>();
        ILogger<StackKitRoutingMiddleware> logger = app.ApplicationServices.GetRequiredService<ILogger<StackKitRoutingMiddleware>>();
        return app.Use(next => new StackKitRoutingMiddleware(next, found, routing, logger).InvokeAsync);
    }
}
