using System.Net;

namespace StackKit.Routing.AspNetCore;

/// <summary>A decision that came with a request from a trusted source; a feature of the request.</summary>
/// <param name="Version">The version.</param>
/// <param name="Address">The address by which the source was trusted.</param>
internal sealed record InheritedVersion(string Version, IPAddress? Address);
