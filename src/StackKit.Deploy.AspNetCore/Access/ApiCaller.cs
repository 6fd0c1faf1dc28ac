using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StackKit.Deploy.AspNetCore.Access;

/// <summary>Who sends a request, once that is certain.</summary>
/// <param name="Actor">The name that the audit trail gets.</param>
internal sealed record ApiCaller(string Actor)
{
    /// <summary>Gets who sends a request.</summary>
    /// <exception cref="InvalidOperationException">Nobody has found out: the request came around the filter.</exception>
    public static ApiCaller Of(HttpContext context) => context.Features.GetRequiredFeature<ApiCaller>();
}
