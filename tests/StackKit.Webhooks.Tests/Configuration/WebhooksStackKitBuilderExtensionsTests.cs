using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackKit.Events;

namespace StackKit.Webhooks.Tests.Configuration;

public sealed class WebhooksStackKitBuilderExtensionsTests
{
    [Fact]
    public void AddWebhooks_Section_IsBoundAndCodeIsAppliedAfterIt()
    {
        using IHost host = Build(
            """
            {
              "Endpoints": {
                "on-call": {
                  "Url": "https://hooks.example.com/releases",
                  "Template": "Feishu",
                  "Secret": "abc",
                  "Kinds": [ "rollout.*" ],
                  "Subjects": [ "shop" ],
                  "MinimumSeverity": "Warning",
                  "Timeout": "00:00:03",
                  "MaxAge": "01:00:00",
                  "Headers": { "Authorization": "Bearer abc" }
                }
              },
              "OutboxLimit": 7
            }
            """,
            static options => options.OutboxLimit++);

        WebhookOptions options = host.Services.GetRequiredService<IOptions<WebhookOptions>>().Value;

        WebhookEndpointOptions endpoint = options.Endpoints["ON-CALL"];
        Assert.Equal(8, options.OutboxLimit);
        Assert.Equal("https://hooks.example.com/releases", endpoint.Url);
        Assert.Equal(WebhookTemplate.Feishu, endpoint.Template);
        Assert.Equal("abc", endpoint.Secret);
        Assert.Equal(["rollout.*"], endpoint.Kinds, StringComparer.Ordinal);
        Assert.Equal(["shop"], endpoint.Subjects, StringComparer.Ordinal);
        Assert.Equal(EventSeverity.Warning, endpoint.MinimumSeverity);
        Assert.Equal(TimeSpan.FromSeconds(3), endpoint.Timeout);
        Assert.Equal(TimeSpan.FromHours(1), endpoint.MaxAge);
        Assert.Equal("Bearer abc", endpoint.Headers["authorization"]);
    }

    [Fact]
    public async Task AddWebhooks_WrongSetting_StopsTheStart()
    {
        using IHost host = Build("""{ "Endpoints": { "hook": { "Url": "http://hooks.example.com/s3cr3t" } } }""", static _ => { });

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("AllowInsecure", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddWebhooks_MisspeltSetting_StopsTheStart()
    {
        using IHost host = Build("""{ "Endpoints": { "hook": { "Url": "https://hooks.example.com/s3cr3t", "Sekret": "s3cr3t" } } }""", static _ => { });

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains("Sekret", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddWebhooks_NoEndpoint_TakesEventsAndDoesNothing()
    {
        using IHost host = Build("{}", static _ => { });
        await host.StartAsync();

        await host.Services.GetServices<IEventSink>().Single().WriteAsync(Running.HookHost.Tell("a"), CancellationToken.None);

        await host.StopAsync();
    }

    private static IHost Build(string section, Action<WebhookOptions> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "StackKit": { "Webhooks": {{section}} } }""")));
        builder.Services.AddStackKit().AddWebhooks(configure).AddWebhooks();
        return builder.Build();
    }
}
