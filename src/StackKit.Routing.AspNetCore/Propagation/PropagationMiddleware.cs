using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StackKit.Routing.AspNetCore;

/// <summary>Settles, before anything else in the pipeline, whether the decision that a request brings is believed, and sees that there is an activity to carry one.</summary>
internal sealed class PropagationMiddleware(RequestDelegate next, VersionPropagation propagation, DistributedContextPropagator propagator)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (propagation.IsEnabled && context.Features.Get<IHttpActivityFeature>() is null)
        {
            return InvokeInActivityAsync(context);
        }

        propagation.Admit(context);
        return next(context);
    }

    private async Task InvokeInActivityAsync(HttpContext context)
    {
        using Activity activity = RequestActivity.Start(context, propagator);
        propagation.Admit(context);
        await next(context).ConfigureAwait(false);
    }
}
