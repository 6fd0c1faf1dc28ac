using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackKit.Coordination;
using StackKit.Deploy.Control;

namespace StackKit.Deploy;

/// <summary>Says whether releases can go on in this process: whether the store answers and has not gone back in time, and whether its routers have a version to send requests to.</summary>
/// <remarks>
/// Registered by <c>AddDeploy()</c>; switch it on with <c>AddHealthChecks().AddCheck&lt;DeployHealthCheck&gt;("stackkit-deploy")</c>. Reads what
/// this process knows, and never waits. Degraded while the store is gone: the routers keep what they have. Unhealthy only until a
/// router knows where to send requests: use it for readiness, so that a gateway that has just started gets none before that.
/// </remarks>
public sealed class DeployHealthCheck : IHealthCheck
{
    private readonly ServiceCatalog _services;
    private readonly Rollouts _rollouts;

    internal DeployHealthCheck(ServiceCatalog services, Rollouts rollouts)
    {
        _services = services;
        _rollouts = rollouts;
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Dictionary<string, object> data = new(StringComparer.Ordinal);
        List<string> unrouted = [];
        List<string> degraded = [];
        foreach (DeployedService service in _services.All)
        {
            StoreHealth store = _rollouts.GetStoreHealth(service.Name);
            data[service.Name] = store.ToString();
            if (service.Router.Split is null || (_services.Agents.TryGetValue(service.Name, out RoutingAgent? agent) && agent.IsStarting))
            {
                unrouted.Add(service.Name);
            }
            else if (store != StoreHealth.Live)
            {
                degraded.Add(store == StoreHealth.Regressed ? $"{service.Name}: the store has gone back in time; routing stays, and a person must adopt it." : $"{service.Name}: the store is {store}; routing stays.");
            }
        }

        if (unrouted.Count > 0)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"No routing is applied yet for: {string.Join(", ", unrouted)}. Where nothing was ever released, release a version, or set StableVersion.", data: data));
        }

        return Task.FromResult(degraded.Count == 0 ? HealthCheckResult.Healthy(data: data) : HealthCheckResult.Degraded(string.Join(' ', degraded), data: data));
    }
}
