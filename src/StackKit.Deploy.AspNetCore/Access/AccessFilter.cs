using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackKit.Deploy.AspNetCore.Problems;

namespace StackKit.Deploy.AspNetCore.Access;

/// <summary>Lets nobody in while no policy has been chosen, and nobody who is not known by name. The policy itself has been checked by the application.</summary>
internal sealed partial class AccessFilter(DeployApiOptions options, IHostEnvironment? environment, ILogger logger) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        try
        {
            http.Features.Set(Admit(http));
        }
        catch (ProblemException exception)
        {
            LogRefused(logger, exception.Problem.Code, http.Request.Method, exception.Problem.Detail);
            throw;
        }

        return next(context);
    }

    private ApiCaller Admit(HttpContext context)
    {
        bool changes = !HttpMethods.IsGet(context.Request.Method);
        if (!IsPolicyChosen(context.GetEndpoint()?.Metadata, out bool named))
        {
            bool untouched = !named && options.ReadPolicy is null;
            return untouched && environment?.IsDevelopment() == true && DevelopmentAccess.IsAllowed(context)
                ? DevelopmentAccess.Developer
                : throw new ProblemException(untouched || named ? Refusals.Closed : Refusals.ReadOnly);
        }

        ApiCaller caller = CallerIdentity.Read(context.User, options.ActorClaim);
        return changes && CrossSite.IsFromElsewhere(context.Request) ? throw new ProblemException(Refusals.CrossSite) : caller;
    }

    // With AllowAnonymous anywhere on the endpoint, the application does not look at its policies.
    private static bool IsPolicyChosen(EndpointMetadataCollection? metadata, out bool named)
    {
        named = metadata?.GetMetadata<IAuthorizeData>() is not null || metadata?.GetMetadata<AuthorizationPolicy>() is not null || metadata?.GetMetadata<IAuthorizationRequirementData>() is not null;
        return named && metadata?.GetMetadata<IAllowAnonymous>() is null;
    }

    [LoggerMessage(1200, LogLevel.Warning, "The management API refused ({Code}) a {Method} request: {Detail}")]
    private static partial void LogRefused(ILogger logger, string code, string method, string detail);
}
