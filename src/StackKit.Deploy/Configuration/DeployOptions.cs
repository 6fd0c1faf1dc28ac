using System.ComponentModel.DataAnnotations;

namespace StackKit.Deploy;

/// <summary>Options of StackKit.Deploy, section <c>StackKit:Deploy</c>.</summary>
public sealed class DeployOptions
{
    /// <summary>Gets the services that are released, by name.</summary>
    public Dictionary<string, ServiceOptions> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the name of this process among those that share the store.</summary>
    /// <value>The default is null: a new name at each start.</value>
    public string? InstanceName { get; set; }

    /// <summary>Gets or sets how often a router publishes its counters.</summary>
    /// <value>10 ms to 10 s; the default is 100 ms.</value>
    public TimeSpan ReportInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets or sets after how long without a sign of life a process loses the lead, or its router counts as gone.</summary>
    /// <value>1 s to 5 minutes; the default is 5 seconds. An engine may need longer.</value>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how often the instances of a target are listed.</summary>
    /// <value>100 ms to 10 minutes; the default is one second.</value>
    public TimeSpan InventoryInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how many ended rollouts of a service are kept with their events.</summary>
    /// <value>The default is 20.</value>
    [Range(1, 10_000)]
    public int HistoryLimit { get; set; } = 20;

    /// <summary>Adds a service, or changes one that is there.</summary>
    /// <param name="name">The name of the service.</param>
    /// <param name="configure">Sets its options.</param>
    /// <returns>The same options, so that calls can be chained.</returns>
    public DeployOptions Service(string name, Action<ServiceOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);

        if (!Services.TryGetValue(name, out ServiceOptions? options))
        {
            Services.Add(name, options = new ServiceOptions());
        }

        configure(options);
        return this;
    }
}
