using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Routing.AspNetCore;

namespace StackKit.Acceptance.Routing;

/// <summary>A server at which requests meet their fate.</summary>
internal static class FateShop
{
    public static void AddServices(IServiceCollection services, HeldRequests held)
    {
        services.AddSingleton(held);
        services.AddRequestTimeouts();
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/Good/{id:int}", static () => "good");
        app.MapGet("/Twice/{id:int}", static () => "good");
        app.MapGet("/Fail/{id:int}", static () => Results.StatusCode(StatusCodes.Status500InternalServerError));
        app.MapGet("/Throw/{id:int}", static string () => throw new InvalidOperationException("broken"));
        app.MapGet("/Cancel/{id:int}", static string () => throw new OperationCanceledException());
        app.MapGet("/TimeOut/{id:int}", static (HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)).WithRequestTimeout(TimeSpan.FromMilliseconds(20));
        app.MapGet("/Drop/{id:int}", static (HttpContext context) => context.Abort());
        app.MapGet("/Break/{id:int}", BreakAsync);
        app.MapGet("/Leave/{id:int}", static (int id, HeldRequests held, HttpContext context) => held.HoldAsync(id, context.RequestAborted));
        app.MapGet("/Hold/{id:int}", static (int id, HeldRequests held, HttpContext context) => held.HoldAsync(id, context.RequestAborted));
    }

    /// <summary>Reports requests that are to be reported twice, before the adapter does.</summary>
    public static async Task ReportTwiceAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Request.Path.StartsWithSegments("/Twice", StringComparison.Ordinal) && context.Features.Get<RoutedRequest>() is RoutedRequest request)
        {
            request.Report(RequestEnding.Normal, null);
            request.Report(RequestEnding.ServerFailed, new InvalidOperationException("not again"));
        }
    }

    private static async Task BreakAsync(HttpContext context)
    {
        context.Response.ContentLength = 1_000;
        await context.Response.WriteAsync("half", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
