using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>The messages of SignalR have headers of their own, and baggage in them.</summary>
public sealed class ForgedMessageTests
{
    private const char End = '\u001e';

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExtractBaggage_MessageToAHub_NothingOfItIsLeft(bool enabled)
    {
        await using Downstream downstream = await Downstream.StartAsync();
        await using RoutedApp app = await RoutedApp.StartAsync(
            options => Chain.Trust(options, enabled),
            services =>
            {
                services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Critical).AddProvider(new SilentLoggerProvider()));
                services.AddSingleton(downstream).AddSignalR();
            },
            static pipeline =>
            {
                pipeline.UseStackKitRouting("shop");
                pipeline.MapHub<CallingHub>("/hub");
            });

        string answer = await InvokeAsync(app.Address, """{"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","baggage":"a=1,stackkit.version=2,StackKit.Version=2"}""");

        Assert.Contains("\"result\":\"a=1\"", answer, StringComparison.Ordinal);
    }

    private static async Task<string> InvokeAsync(Uri address, string headers)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30), TimeProvider.System);
        using ClientWebSocket socket = new();
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "hub" }.Uri, patience.Token);
        await SendAsync(socket, """{"protocol":"json","version":1}""", patience.Token);
        await SendAsync(socket, $$"""{"type":1,"invocationId":"7","target":"CallAsync","arguments":[],"headers":{{headers}}}""", patience.Token);
        StringBuilder received = new();
        byte[] buffer = new byte[4096];
        while (!received.ToString().Contains("\"invocationId\":\"7\"", StringComparison.Ordinal))
        {
            WebSocketReceiveResult result = await socket.ReceiveAsync(buffer, patience.Token);
            received.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
        }

        return received.ToString();
    }

    private static Task SendAsync(ClientWebSocket socket, string message, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private sealed class CallingHub(Downstream downstream) : Hub
    {
        public Task<string> CallAsync() => downstream.CallAsync();
    }
}
