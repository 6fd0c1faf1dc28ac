using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace StackKit.Routing.AspNetCore;

/// <summary>Puts <see cref="PropagationMiddleware"/> in front of the pipeline, so that requests that pass no router are covered as well.</summary>
internal sealed class PropagationStartupFilter(HttpRouting routing, DistributedContextPropagator propagator) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        routing.Propagation.IsInFront = true;
        app.Use(following => new PropagationMiddleware(following, routing.Propagation, propagator).InvokeAsync);
        next(app);
    };
}
