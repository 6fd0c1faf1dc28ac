using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Events;
using StackKit.Webhooks;

namespace StackKit.AotSmoke;

/// <summary>Posts one event to a socket that verifies the signature.</summary>
internal static class WebhookTrial
{
    private const string Secret = "a long random text";

    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddStackKit().AddInMemoryStore().AddWebhooks(webhooks => webhooks.Endpoints["hook"] = new WebhookEndpointOptions { Url = $"http://{listener.LocalEndpoint}/", Secret = Secret });
        using IHost host = builder.Build();
        await host.StartAsync(cancellationToken);
        StackKitEvent told = new() { Id = "1", Source = "Aot", Kind = "rollout.promoted", Subject = "shop", Time = DateTimeOffset.UnixEpoch, Message = "Promoted." };
        await host.Services.GetServices<IEventSink>().Single().WriteAsync(told, cancellationToken);

        using TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken);
        NetworkStream stream = client.GetStream();
        using StreamReader reader = new(stream, Encoding.ASCII);
        string? signature = null;
        int length = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            signature = line.StartsWith("X-StackKit-Signature: ", StringComparison.OrdinalIgnoreCase) ? line["X-StackKit-Signature: ".Length..] : signature;
            length = line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase) ? int.Parse(line["Content-Length: ".Length..]) : length;
        }

        char[] body = new char[length];
        await reader.ReadBlockAsync(body, cancellationToken);
        await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), cancellationToken);
        await host.StopAsync(cancellationToken);
        bool verified = WebhookSignature.Verify(signature, Encoding.ASCII.GetBytes(body), Secret, TimeSpan.FromMinutes(5), TimeProvider.System);
        report.Expect("webhooks.body", """{"id":"1","source":"Aot","kind":"rollout.promoted","subject":"shop","time":"1970-01-01T00:00:00.000Z","severity":"Information","message":"Promoted.","attributes":{}}""", new string(body));
        report.Expect("webhooks.verified", "True", verified.ToString());
    }
}
