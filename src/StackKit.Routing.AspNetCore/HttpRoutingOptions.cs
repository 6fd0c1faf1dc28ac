using Microsoft.AspNetCore.Http;

namespace StackKit.Routing.AspNetCore;

/// <summary>What HTTP requests are routed by and how they are measured.</summary>
public sealed class HttpRoutingOptions
{
    /// <summary>Gets or sets what keeps a client on its version in a sticky split: see <see cref="RequestKeys"/>.</summary>
    /// <value>The default is <see cref="RequestKeys.User"/>. A key of null, of no characters, or of more than 1,024 is no key.</value>
    public Func<HttpContext, string?> StickyKey { get; set; } = RequestKeys.User;

    /// <summary>Gets or sets who the user is, for rules that list users.</summary>
    /// <value>The default is <see cref="RequestKeys.User"/>: the name of the authenticated user, nothing that a client can claim. Of more than 1,024 characters it is no user.</value>
    public Func<HttpContext, string?> User { get; set; } = RequestKeys.User;

    /// <summary>Gets or sets where the clock of a request stops.</summary>
    /// <value>The default is <see cref="LatencyMeasure.FirstByte"/>.</value>
    public LatencyMeasure Latency { get; set; } = LatencyMeasure.FirstByte;

    /// <summary>Gets whether decisions travel with requests to other services.</summary>
    public PropagationOptions Propagation { get; } = new();
}
