using System.Globalization;
using System.Net.WebSockets;

namespace Shop;

/// <summary>What customers call. These requests take their time and have the fault that is switched on.</summary>
internal static class ShopApi
{
    public static void Map(IEndpointRouteBuilder app, string version)
    {
        RouteGroupBuilder shop = app.MapGroup("").AddEndpointFilter(BehaveAsync);
        shop.MapGet("/", () => Results.Json(new { shop = "StackKit sample", version }));
        shop.MapGet("/products/{id:int}", (int id) => Results.Json(new { id, name = $"Product {id}", price = 1 + (id % 100), version }));
        shop.MapPost("/orders", (Order order) => order.Quantity is < 1 or > 1000
            ? Results.BadRequest(new { error = "quantity must be from 1 to 1000" })
            : Results.Json(new { orderId = Guid.CreateVersion7(), order.Product, order.Quantity, version }, statusCode: StatusCodes.Status201Created));
        app.MapGet("/stream", StreamAsync);
        app.Map("/chat", ChatAsync);
    }

    private static async ValueTask<object?> BehaveAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        Behaviour behaviour = call.HttpContext.RequestServices.GetRequiredService<Behaviour>();
        Fault fault = behaviour.Fault;
        if (!await behaviour.PassAsync(fault, call.HttpContext.Request.Headers.ContainsKey("X-Fail"), call.HttpContext.RequestAborted))
        {
            return await next(call);
        }

        return Results.Json(new { code = fault.Status, message = "This version is broken." }, statusCode: fault.Envelope ? StatusCodes.Status200OK : fault.Status);
    }

    // Says everything again until the customer hangs up: a connection that outlives many requests.
    private static async Task ChatAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        byte[] buffer = new byte[1024];
        while (true)
        {
            ValueWebSocketReceiveResult said = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
            if (said.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, said.Count), said.MessageType, said.EndOfMessage, context.RequestAborted);
        }
    }

    // One line at once and one each 100 ms: a request that is still running when the version is stopped.
    private static async Task StreamAsync(HttpContext context, TimeProvider timeProvider, double seconds = 1)
    {
        TimeSpan length = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 3600));
        long begun = timeProvider.GetTimestamp();
        context.Response.ContentType = "text/plain";
        for (int line = 0; ; line++)
        {
            await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{line}\n"), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (timeProvider.GetElapsedTime(begun) >= length)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), timeProvider, context.RequestAborted);
        }
    }
}
