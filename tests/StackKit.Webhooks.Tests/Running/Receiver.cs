using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StackKit.Webhooks.Tests.Running;

/// <summary>A real server on a private port of this machine that keeps what it received, and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedHook> _received = new();

    private Receiver(WebApplication app) => _app = app;

    /// <summary>Gets or sets how to answer; 200 with an empty body at first.</summary>
    public Func<HttpContext, ReceivedHook, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    public IReadOnlyList<ReceivedHook> Received => [.. _received];

    /// <summary>Gets the keys in the order of their first coming.</summary>
    public IReadOnlyList<string> Keys => [.. Received.Select(static hook => hook.Key).Distinct(StringComparer.Ordinal)];

    public string Address { get; private set; } = "";

    public static async Task<Receiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(static options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.Logging.ClearProviders();
        Receiver receiver = new(builder.Build());
        receiver._app.Run(receiver.HandleAsync);
        await receiver._app.StartAsync();
        receiver.Address = receiver._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return receiver;
    }

    /// <summary>Answers with a status.</summary>
    public void AnswerWith(int status, string body = "") => Answer = (context, _) =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        ReceivedHook hook = new(
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        _received.Enqueue(hook);
        await Answer(context, hook);
    }
}
