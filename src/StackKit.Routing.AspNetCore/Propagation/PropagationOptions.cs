using Microsoft.AspNetCore.Http;

namespace StackKit.Routing.AspNetCore;

/// <summary>Whether a decision travels with a request to the services that it calls, and from whom such a decision is believed.</summary>
/// <remarks>
/// It travels as a member of W3C baggage. Whatever is set here, a member that does not come from a trusted source is removed from the request
/// before anything can pass it on: nobody outside chooses a version further inside.
/// </remarks>
public sealed class PropagationOptions
{
    /// <summary>Gets or sets a value indicating whether decisions are passed on, and followed where the source is trusted.</summary>
    /// <value>The default is false. A decision of a trusted source then passes through unchanged, as if this service did not know it.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets or sets the key of the member of the baggage, the same in all services.</summary>
    /// <value>An HTTP token of 1 to 128 characters. The default is <c>stackkit.version</c>.</value>
    public string Key { get; set; } = "stackkit.version";

    /// <summary>Gets the networks that requests with a decision come from, as addresses or in CIDR notation, IPv4 or IPv6.</summary>
    /// <value>Empty by default: nobody is trusted.</value>
    /// <remarks>
    /// Both the address that connects and the one in force when the version is chosen must be in the list; they differ behind
    /// <c>UseForwardedHeaders</c>. A proxy that passes on the baggage of its clients must not be in it, or every client is trusted.
    /// </remarks>
    public List<string> TrustedNetworks { get; } = [];

    /// <summary>Gets or sets what else makes a source trusted, such as its client certificate or the port that it connects to.</summary>
    /// <value>Null by default: only <see cref="TrustedNetworks"/> counts.</value>
    /// <remarks>
    /// Called only for requests with a decision, before the rest of the pipeline, so that there is no user and no route yet; and once more when
    /// the address of the request has changed since. It must be thread-safe. True trusts the request whatever its address; an exception is
    /// logged and trusts nobody.
    /// </remarks>
    public Func<HttpContext, bool>? Trusted { get; set; }
}
