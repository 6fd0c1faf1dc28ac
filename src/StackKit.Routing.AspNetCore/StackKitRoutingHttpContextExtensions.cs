using Microsoft.Extensions.DependencyInjection;
using StackKit.Routing;
using StackKit.Routing.AspNetCore;

namespace Microsoft.AspNetCore.Http;

/// <summary>Reads what StackKit routing decided about a request.</summary>
public static class StackKitRoutingHttpContextExtensions
{
    /// <summary>Gets the decision about the request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The decision; the default, whose version is empty, when there is none.</returns>
    public static RouteDecision GetRouteDecision(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        return context.Features.Get<RoutedRequest>() is RoutedRequest request ? request.Decision : default;
    }

    /// <summary>Gets the implementation that is registered for the version of the request, as a keyed service.</summary>
    /// <typeparam name="T">The service.</typeparam>
    /// <param name="context">The request.</param>
    /// <returns>The service registered with the version as its key.</returns>
    /// <exception cref="InvalidOperationException">There is no decision, or no service for its version.</exception>
    public static T GetRequiredVersionedService<T>(this HttpContext context)
        where T : notnull
    {
        RouteDecision decision = context.GetRouteDecision();
        return decision.IsDefault
            ? throw new InvalidOperationException("The request has no version: add app.UseStackKitRouting(\"…\") before this point.")
            : context.RequestServices.GetRequiredKeyedService<T>(decision.Version);
    }
}
