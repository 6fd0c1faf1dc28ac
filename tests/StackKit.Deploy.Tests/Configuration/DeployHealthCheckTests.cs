using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackKit.Acceptance.Worlds;

namespace StackKit.Deploy.Tests.Configuration;

public sealed class DeployHealthCheckTests
{
    [Fact]
    public async Task CheckHealthAsync_StoreAnswersAndAVersionServes_IsHealthy()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(_ => { });

        Assert.Equal(HealthStatus.Healthy, await ReachAsync(world, HealthStatus.Healthy));
    }

    [Fact]
    public async Task CheckHealthAsync_NoVersionIsKnown_IsUnhealthy()
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(service => service.StableVersion = null);

        Assert.Equal(HealthStatus.Unhealthy, await ReachAsync(world, HealthStatus.Unhealthy));
    }

    private static async Task<HealthStatus> ReachAsync(RolloutWorld world, HealthStatus wanted)
    {
        DeployHealthCheck check = world.Services.GetRequiredService<DeployHealthCheck>();
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(1));
        while (true)
        {
            HealthStatus status = (await check.CheckHealthAsync(new HealthCheckContext(), deadline.Token)).Status;
            if (status == wanted || deadline.IsCancellationRequested)
            {
                return status;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }
}
