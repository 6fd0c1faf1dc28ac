using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shop;
using StackKit.Deploy;

namespace StackKit.Acceptance.Sites;

/// <summary>One application that holds both versions of its code and divides requests by itself.</summary>
internal sealed class InProcessSite : ShopSite
{
    private readonly IServiceProvider _services;

    private InProcessSite(WebApplication app)
        : base(app) => _services = app.Services;

    public static async Task<InProcessSite> StartAsync(int seed, Action<ServiceOptions> configure, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = CreateBuilder(configure);
        builder.Services.AddKeyedSingleton("1", new Behaviour(new ShopOptions { Version = "1", Seed = seed }, TimeProvider.System));
        builder.Services.AddKeyedSingleton("2", new Behaviour(new ShopOptions { Version = "2", Seed = seed + 1 }, TimeProvider.System));
        WebApplication app = builder.Build();
        app.UseStackKitRouting("shop");
        app.Run(AnswerAsync);
        await app.StartAsync(cancellationToken);
        return new InProcessSite(app);
    }

    public override Task SetFaultAsync(string version, Fault fault, CancellationToken cancellationToken)
    {
        _services.GetRequiredKeyedService<Behaviour>(version).Fault = fault;
        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        Behaviour behaviour = context.GetRequiredVersionedService<Behaviour>();
        context.Response.Headers["X-Version"] = context.GetRouteDecision().Version;
        bool failed = await behaviour.PassAsync(behaviour.Fault, context.Request.Headers.ContainsKey("X-Fail"), context.RequestAborted);
        context.Response.StatusCode = failed ? behaviour.Fault.Status : StatusCodes.Status200OK;
        await context.Response.WriteAsync(failed ? "broken" : "ok", context.RequestAborted);
    }
}
