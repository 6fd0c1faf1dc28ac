using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace StackKit.Acceptance.Api;

/// <summary>Believes whatever name a request claims, as only a test may: what comes after authentication is tried with names that no directory would have.</summary>
internal sealed class ApiUsers(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Claimed";
    public const string NameHeader = "X-Claimed-Name";
    public const string SubjectHeader = "X-Claimed-Subject";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[NameHeader] is not [string name])
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        ClaimsIdentity identity = new(SchemeName);
        if (name.Length > 0)
        {
            identity.AddClaim(new Claim(ClaimTypes.Name, Uri.UnescapeDataString(name)));
        }

        foreach (string subject in Request.Headers.GetCommaSeparatedValues(SubjectHeader))
        {
            identity.AddClaim(new Claim("sub", subject));
        }

        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }
}
