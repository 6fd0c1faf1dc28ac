using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;

namespace EnvelopeOutcome;

/// <summary>Lets <see cref="EnvelopeClassifier"/> see how the bodies of responses begin.</summary>
public static class EnvelopeMiddleware
{
    /// <summary>Peeks at response bodies of <c>application/json</c>. Place it behind <c>UseStackKitRouting</c>, and before <c>MapReverseProxy</c>.</summary>
    public static IApplicationBuilder UseEnvelopePeek(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        Stream body = context.Response.Body;
        EnvelopePeek peek = new();
        context.Features.Set(peek);
        await using EnvelopeBody wrapped = new(body, context.Response, peek);
        context.Response.Body = wrapped;
        try
        {
            await next(context);

            // A handler may leave what it wrote to the pipe, which the server would flush: but the server knows of its own pipe only.
            PipeWriter pipe = context.Response.BodyWriter;
            if (pipe.UnflushedBytes > 0)
            {
                await pipe.FlushAsync(context.RequestAborted);
            }
        }
        finally
        {
            context.Response.Body = body;
        }
    });
}
