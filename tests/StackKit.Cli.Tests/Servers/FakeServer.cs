using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StackKit.Cli.Tests.Servers;

/// <summary>A real HTTP server that speaks the management API.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private const string Prefix = "/stackkit/deploy/";

    private readonly WebApplication _app;
    private readonly FakeSite _site;

    private FakeServer(WebApplication app, FakeSite site)
    {
        _app = app;
        _site = site;
        app.Run(HandleAsync);
    }

    public Uri Origin => new(_app.Urls.Single());

    public static async Task<FakeServer> StartAsync(FakeSite site, int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        FakeServer server = new(builder.Build(), site);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource atOnce = new();
        await atOnce.CancelAsync(); // open streams are broken off
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    public static Task ProblemAsync(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync(new JsonObject { ["type"] = $"urn:stackkit:deploy:{code}", ["title"] = code, ["status"] = status, ["detail"] = detail, ["code"] = code }.ToJsonString());
    }

    private async Task HandleAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        string path = context.Request.Path.Value!;
        _site.Requests.Enqueue(new RecordedRequest(context.Request.Method, path, body, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            context.Response.StatusCode = 404;
            return;
        }

        string rest = path[Prefix.Length..];
        if (_site.Instead.TryGetValue($"{context.Request.Method} {rest}", out Func<HttpContext, Task>? instead))
        {
            await instead(context);
            return;
        }

        await (context.Request.Method == "GET" ? GetAsync(context, rest.Split('/')) : PostAsync(context, rest.Split('/'), body));
    }

    private Task GetAsync(HttpContext context, string[] path) => path switch
    {
        ["services"] => JsonAsync(context, 200, new JsonObject
        {
            ["items"] = new JsonArray([.. _site.Services.Select(s => new JsonObject { ["name"] = s, ["stable"] = "1", ["store"] = "Live", ["rollout"] = s == "shop" ? _site.Rollouts.FirstOrDefault()?.View : null })]),
        }),
        ["services", "shop", "rollout"] => _site.Rollouts is [FakeRollout current, ..] ? JsonAsync(context, 200, current.View) : MissingAsync(context),
        ["services", "shop", "rollouts"] => JsonAsync(context, 200, new JsonObject { ["items"] = new JsonArray([.. _site.Rollouts.Select(r => r.View)]) }),
        ["services", "shop", "rollouts", string id, ..] when _site.Rollouts.FirstOrDefault(r => r.Id == id) is FakeRollout rollout => GetAsync(context, rollout, path.ElementAtOrDefault(4)),
        _ => MissingAsync(context),
    };

    private Task GetAsync(HttpContext context, FakeRollout rollout, string? part) => part switch
    {
        null => JsonAsync(context, 200, rollout.View),
        "events" => EventsAsync(context, rollout),
        "evidence" => JsonAsync(context, 200, new JsonObject { ["verdict"] = "Continue", ["code"] = "Collecting", ["text"] = "nothing against it", ["logRollback"] = 1.0, ["logRollbackThreshold"] = 4.6 }),
        "why" when context.Request.Headers.Accept.ToString().Contains("text/plain", StringComparison.Ordinal) => TextAsync(context, _site.Why),
        "why" => JsonAsync(context, 200, new JsonObject { ["rolloutId"] = rollout.Id, ["phase"] = "RolledBack", ["timeline"] = new JsonArray("one", "two") }),
        _ => MissingAsync(context),
    };

    private Task PostAsync(HttpContext context, string[] path, string body) => path switch
    {
        _ when JsonNode.Parse(body)!["rolloutId"]?.GetValue<string>() is string meant && meant != _site.Rollouts[0].Id => FakeServer.ProblemAsync(context, 409, "refused", $"Another rollout is the current one: {_site.Rollouts[0].Id}."),
        ["services", "shop", "forecast"] => JsonAsync(context, 200, _site.Forecast.DeepClone()),
        ["services", "shop", "rollouts"] => JsonAsync(context, 202, new JsonObject { ["id"] = "r-new", ["service"] = "shop", ["candidate"] = "2" }),
        ["services", "shop", "rollout", "pause" or "resume" or "promote" or "promote-full" or "abort" or "retry"] => JsonAsync(context, 200, _site.Rollouts[0].View),
        ["services", "shop", "rollback"] => JsonAsync(context, 202, new JsonObject { ["rolloutId"] = "r-back", ["isNewRollout"] = true, ["text"] = "Version 1 is started again." }),
        ["services", "shop", "gates", "qa", "approve" or "reject"] => JsonAsync(context, 200, _site.Rollouts[0].View),
        ["adopt"] => JsonAsync(context, 200, new JsonObject { ["restored"] = new JsonArray("shop"), ["kept"] = new JsonArray() }),
        _ => MissingAsync(context),
    };

    private async Task EventsAsync(HttpContext context, FakeRollout rollout)
    {
        long after = long.TryParse(context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : context.Request.Query["after"].ToString(), out long number) ? number : 0;
        if (!_site.HasStreams || !context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal))
        {
            await JsonAsync(context, 200, new JsonObject { ["items"] = new JsonArray(rollout.EventsAfter(after)) });
            return;
        }

        _site.Resumed.Enqueue(context.Request.Headers["Last-Event-ID"].ToString());
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": hello\n\n");
        while (!context.RequestAborted.IsCancellationRequested)
        {
            Task changed = rollout.Changed;
            foreach (JsonNode happened in rollout.EventsAfter(after))
            {
                after = happened["sequence"]!.GetValue<int>();
                await context.Response.WriteAsync($"id: {after}\nevent: {happened["kind"]}\ndata: {happened.ToJsonString()}\n\n");
            }

            if (rollout.IsTerminal)
            {
                await context.Response.WriteAsync("event: end\ndata: {}\n\n");
                return;
            }

            await context.Response.Body.FlushAsync();
            await changed.WaitAsync(context.RequestAborted);
        }
    }

    private static Task MissingAsync(HttpContext context) => ProblemAsync(context, 404, "not-found", "There is no such thing.");

    private static Task JsonAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString())).AsTask();
    }

    private static Task TextAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text);
    }
}
