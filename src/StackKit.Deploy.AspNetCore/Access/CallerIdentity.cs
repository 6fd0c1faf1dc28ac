using System.Security.Claims;
using StackKit.Deploy.AspNetCore.Bodies;
using StackKit.Deploy.AspNetCore.Problems;

namespace StackKit.Deploy.AspNetCore.Access;

/// <summary>Finds out what to call whoever was authenticated.</summary>
internal static class CallerIdentity
{
    private const int MaximumLength = 256;

    // What the control loop does by itself stands in the audit trail under this name.
    private const string Reserved = "stackkit";

    /// <summary>Gets who it is.</summary>
    /// <exception cref="ProblemException">Nobody is known, or by no name that can be kept.</exception>
    public static ApiCaller Read(ClaimsPrincipal user, string? claim)
    {
        if (user.Identity is not { IsAuthenticated: true })
        {
            throw new ProblemException(Refusals.Anonymous);
        }

        string name = claim is null
            ? user.Identity.Name ?? throw Nobody("The identity has no name. Let the authentication set one, or name the claim to take in StackKit:Deploy:Api:ActorClaim.")
            : FindClaim(user, claim);
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaximumLength || PlainLine.FindFault(name) is not null)
        {
            throw Nobody("The name of the identity must be 1 to 256 characters on one line, without control characters.");
        }

        return name.Trim().Equals(Reserved, StringComparison.OrdinalIgnoreCase)
            ? throw Nobody("The name stackkit is reserved for what is decided without a person.")
            : new ApiCaller(name);
    }

    // Two claims of the type would let whoever issued the lesser one choose the name.
    private static string FindClaim(ClaimsPrincipal user, string claim)
    {
        string[] values = [.. user.Identities.Where(i => i.IsAuthenticated).SelectMany(i => i.FindAll(claim)).Select(c => c.Value).Distinct(StringComparer.Ordinal)];
        return values.Length == 1
            ? values[0]
            : throw Nobody("The claim that StackKit:Deploy:Api:ActorClaim names must be there once.");
    }

    private static ProblemException Nobody(string detail) => new(Refusals.Nobody(detail));
}
