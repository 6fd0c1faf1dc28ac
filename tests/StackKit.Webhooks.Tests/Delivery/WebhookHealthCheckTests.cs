using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackKit.Coordination;
using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Delivery;

public sealed class WebhookHealthCheckTests
{
    [Fact]
    public async Task Check_EventWaitsForLongerThanAMinute_IsDegraded()
    {
        SetClock clock = new();
        await using HookHost host = HookHost.Build(
            static options =>
            {
                options.Endpoints["hook"] = new WebhookEndpointOptions { Url = "https://hooks.example.com/s3cr3t" };
                options.Endpoints["idle"] = new WebhookEndpointOptions { Url = "https://hooks.example.com/s3cr3t", Kinds = { "other" } };
            },
            services: services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.AddHealthChecks().AddCheck<WebhookHealthCheck>("stackkit-webhooks");
            });
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        StoreView view = host.Store.Watch("webhooks/hook/outbox/");

        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        await host.WriteAsync(HookHost.Tell("a"));
        await Condition.HoldsAsync(() => view.Current.Entries.Count == 1);
        clock.UtcNow += TimeSpan.FromMinutes(1);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        clock.UtcNow += TimeSpan.FromTicks(1);
        HealthReport late = await health.CheckHealthAsync();

        Assert.Equal(HealthStatus.Degraded, late.Status);
        Assert.Equal("Events have waited for longer than a minute for: hook.", late.Entries["stackkit-webhooks"].Description);
        Assert.Equal(1, late.Entries["stackkit-webhooks"].Data["hook"]);
    }
}
