using Microsoft.AspNetCore.Builder;

namespace EnvelopeOutcome;

/// <summary>Lets <see cref="EnvelopeClassifier"/> see how the bodies of responses begin. Place it before routing.</summary>
public static class EnvelopeMiddleware
{
    /// <summary>Peeks at response bodies of <c>application/json</c>.</summary>
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
        }
        finally
        {
            context.Response.Body = body;
        }
    });
}
