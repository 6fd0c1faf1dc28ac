namespace StackKit.Routing;

/// <summary>One instance that serves a version.</summary>
/// <param name="Id">The id: 1 to 128 visible characters, unique within all pools of the router.</param>
/// <param name="Address">The address, in the form that the data plane understands: 1 to 2,048 characters.</param>
public sealed record Endpoint(string Id, string Address)
{
    /// <summary>Gets the weight within the pool: finite and not negative. An endpoint of weight 0 gets no new request.</summary>
    /// <value>The default is 1.</value>
    public double Weight { get; init; } = 1;

    /// <summary>Gets a value indicating whether the endpoint gets no new request while those in flight are still counted.</summary>
    public bool Draining { get; init; }
}
