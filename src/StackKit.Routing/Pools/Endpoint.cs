using System.Collections.ObjectModel;

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

    /// <summary>Gets a value indicating whether the endpoint is known to work. One that is not gets no new request, unless too few are left: see <see cref="Pool.PanicThreshold"/>.</summary>
    /// <value>The default is true.</value>
    public bool Healthy { get; init; } = true;

    /// <summary>Gets the region where it runs: 1 to 128 visible characters. Null means unknown.</summary>
    public string? Region { get; init; }

    /// <summary>Gets the zone within the region where it runs: 1 to 128 visible characters. Null means unknown.</summary>
    public string? Zone { get; init; }

    /// <summary>Gets what else is known about it, such as <c>tier</c> or <c>shard</c>, for <see cref="Pool.SubsetLabel"/> and policies of one's own.</summary>
    /// <value>At most 64 labels; names and values of 1 to 128 visible characters. The default is empty.</value>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
