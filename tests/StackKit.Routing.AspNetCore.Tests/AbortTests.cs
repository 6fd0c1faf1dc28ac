using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;

namespace StackKit.Routing.AspNetCore.Tests;

/// <summary>Whoever ends a request before its end: nothing stays in flight, and the version is blamed only for what it did.</summary>
public sealed class AbortTests
{
    [Fact]
    public async Task Report_ClientGoesAwayWhileTheHandlerWaits_CountsNeither()
    {
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RoutedApp app = await StartAsync(async context =>
        {
            waiting.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        using CancellationTokenSource client = new();

        Task<HttpResponseMessage> request = app.Client.GetAsync("/", client.Token);
        await waiting.Task;
        int inFlight = app.Router.GetInFlight("1");
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        ArmCounters counters = await app.ReadAsync(1);
        Assert.Equal(1, inFlight);
        Assert.Equal((1, 1, 0, 0), (counters.Requests, counters.Neither, counters.Failures, app.Router.GetInFlight("1")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Report_RequestTimeout_CountsFailureOnEitherSideOfTheTimeouts(bool inside)
    {
        await using RoutedApp app = await StartWithTimeoutAsync(inside, TimeSpan.FromMilliseconds(50));

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(StatusCodes.Status504GatewayTimeout, (int)response.StatusCode);
        ArmCounters counters = await app.ReadAsync(1);
        Assert.Equal((1, 1, 0, 0), (counters.Requests, counters.Failures, counters.Neither, app.Router.GetInFlight("1")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Report_ClientGoesAwayUnderARequestTimeout_CountsNeither(bool inside)
    {
        await using RoutedApp app = await StartWithTimeoutAsync(inside, TimeSpan.FromMinutes(5));
        using CancellationTokenSource client = new();

        Task<HttpResponseMessage> request = app.Client.GetAsync("/", client.Token);
        await Condition.HoldsAsync(() => app.Router.GetInFlight("1") == 1);
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        ArmCounters counters = await app.ReadAsync(1);
        Assert.Equal((1, 1, 0), (counters.Requests, counters.Neither, counters.Failures));
    }

    [Fact]
    public async Task Report_TimeoutException_CountsFailure()
    {
        await using RoutedApp app = await StartAsync(static _ => throw new TimeoutException("The price service did not answer."));

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(1, (await app.ReadAsync(1)).Failures);
    }

    [Fact]
    public async Task InFlight_WebSocket_CountsUntilItIsClosed()
    {
        await using RoutedApp app = await RoutedApp.StartAsync(pipeline =>
        {
            pipeline.UseWebSockets();
            pipeline.UseStackKitRouting("shop");
            pipeline.Run(EchoAsync);
        });
        app.RouteToOne();
        using ClientWebSocket socket = new();

        await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws" }.Uri, default);
        await socket.SendAsync(new byte[] { 42 }, WebSocketMessageType.Binary, endOfMessage: true, default);
        await socket.ReceiveAsync(new byte[16], default);
        int open = app.Router.GetInFlight("1");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);

        ArmCounters counters = await app.ReadAsync(1);
        Assert.Equal(1, open);
        Assert.Equal((1, 0, 0), (counters.Requests, counters.Failures, app.Router.GetInFlight("1")));
    }

    [Fact]
    public async Task InFlight_ThousandMixedRequests_ReturnsToZero()
    {
        const int Requests = 1000;
        TaskCompletionSource[] handled = [.. Enumerable.Range(0, Requests).Select(static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        await using RoutedApp app = await StartAsync(async context =>
        {
            string[] path = context.Request.Path.Value!.Split('/');
            handled[int.Parse(path[2])].SetResult();
            switch (path[1])
            {
                case "fail":
                    context.Response.StatusCode = 500;
                    break;
                case "throw":
                    throw new InvalidOperationException("broken");
                case "wait":
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                    break;
                default:
                    await context.Response.WriteAsync("fine");
                    break;
            }
        });
        string[] paths = ["/fine", "/fail", "/throw", "/wait"];

        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => await SendAsync(app, $"{paths[i % paths.Length]}/{i}", handled[i].Task));

        ArmCounters counters = await app.ReadAsync(Requests);
        Assert.Equal((Requests, Requests / 2, Requests / 4, 0), (counters.Requests, counters.Failures, counters.Neither, app.Router.GetInFlight("1")));
    }

    private static async Task SendAsync(RoutedApp app, string path, Task handled)
    {
        using CancellationTokenSource client = new();
        Task<HttpResponseMessage> request = app.Client.GetAsync(path, client.Token);
        if (path.StartsWith("/wait", StringComparison.Ordinal))
        {
            await handled; // a request given up before it arrived would not be counted at all
            await client.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
            return;
        }

        (await request).Dispose();
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        byte[] buffer = new byte[16];
        while (true)
        {
            WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }

    private static async Task<RoutedApp> StartWithTimeoutAsync(bool inside, TimeSpan timeout)
    {
        RoutedApp app = await RoutedApp.StartAsync(pipeline =>
        {
            pipeline.UseRouting();
            if (inside)
            {
                pipeline.UseRequestTimeouts();
            }

            pipeline.UseStackKitRouting("shop");
            if (!inside)
            {
                pipeline.UseRequestTimeouts();
            }

            pipeline.MapGet("/", static (HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted))
                .WithMetadata(new RequestTimeoutAttribute((int)timeout.TotalMilliseconds));
        });
        app.RouteToOne();
        return app;
    }

    private static async Task<RoutedApp> StartAsync(RequestDelegate handler)
    {
        RoutedApp app = await RoutedApp.StartAsync(pipeline => pipeline.UseStackKitRouting("shop").Run(handler));
        app.RouteToOne();
        return app;
    }
}
