namespace StackKit.Routing;

/// <summary>An endpoint in configuration: see <see cref="Endpoint"/>.</summary>
public sealed class EndpointOptions
{
    /// <summary>Gets or sets the address, in the form that the data plane understands.</summary>
    public string Address { get; set; } = "";

    /// <summary>Gets or sets the weight within the pool.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; set; } = 1;

    /// <summary>Gets or sets a value indicating whether the endpoint gets no new request.</summary>
    public bool Draining { get; set; }

    /// <summary>Gets or sets the region where it runs. Null means unknown.</summary>
    public string? Region { get; set; }

    /// <summary>Gets or sets the zone where it runs. Null means unknown.</summary>
    public string? Zone { get; set; }

    /// <summary>Gets what else is known about it.</summary>
    public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

    internal Endpoint ToEndpoint(string id) => new(id, Address)
    {
        Weight = Weight,
        Draining = Draining,
        Region = Region,
        Zone = Zone,
        Labels = new Dictionary<string, string>(Labels, StringComparer.Ordinal),
    };
}
