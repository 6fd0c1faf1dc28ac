using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Control;

/// <summary>The services of this application.</summary>
internal sealed class ServiceCatalog(IOptions<DeployOptions> options, ServiceFactory factory)
{
    private readonly FrozenDictionary<string, DeployedService> _services = options.Value.Services.ToFrozenDictionary(s => s.Key, s => factory.Create(s.Key, s.Value), StringComparer.Ordinal);

    public IReadOnlyCollection<DeployedService> All => _services.Values;

    /// <summary>Gets the agents that run in this process.</summary>
    public ConcurrentDictionary<string, RoutingAgent> Agents { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets a service.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public DeployedService Get(string service)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);

        return _services.GetValueOrDefault(service) ?? throw new ArgumentException("There is no service of that name; add it in StackKit:Deploy:Services.", nameof(service));
    }
}
