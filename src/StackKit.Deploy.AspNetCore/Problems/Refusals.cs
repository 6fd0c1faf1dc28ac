using Microsoft.AspNetCore.Http;

namespace StackKit.Deploy.AspNetCore.Problems;

/// <summary>Everything that is refused, by code.</summary>
internal static class Refusals
{
    public static Problem Closed { get; } = new()
    {
        Code = "closed",
        Title = "The management API is closed",
        Status = StatusCodes.Status403Forbidden,
        Detail = "No authorization policy has been chosen, or AllowAnonymous takes it away. Write app.MapStackKitDeploy().RequireAuthorization(\"policy\"), or name a policy in StackKit:Deploy:Api:Policy.",
    };

    public static Problem ReadOnly { get; } = Closed with
    {
        Detail = "Only StackKit:Deploy:Api:ReadPolicy has been chosen, which lets people look. To let them act, write app.MapStackKitDeploy().RequireAuthorization(\"policy\"), or name a policy in StackKit:Deploy:Api:Policy.",
    };

    public static Problem Anonymous { get; } = new()
    {
        Code = "anonymous",
        Title = "Nobody is known by this request",
        Status = StatusCodes.Status403Forbidden,
        Detail = "The policy let the request pass, but nobody has been authenticated. Choose a policy that requires an authenticated user.",
    };

    public static Problem CrossSite { get; } = new()
    {
        Code = "cross-site",
        Title = "The request comes from another site",
        Status = StatusCodes.Status403Forbidden,
        Detail = "A page of another origin sent it. Send it from a page of the same origin, or from a program that sends no Origin header.",
    };

    public static Problem TooLarge { get; } = new()
    {
        Code = "too-large",
        Title = "The body is too large",
        Status = StatusCodes.Status413PayloadTooLarge,
        Detail = "A body has at most 16,384 bytes.",
    };

    public static Problem NotJson { get; } = new()
    {
        Code = "content-type",
        Title = "The body is not JSON",
        Status = StatusCodes.Status415UnsupportedMediaType,
        Detail = "Write Content-Type: application/json, in UTF-8 and without a Content-Encoding. Where nothing needs to be said, the body is {}.",
    };

    public static Problem TooSlow { get; } = new()
    {
        Code = "too-slow",
        Title = "The body did not come in time",
        Status = StatusCodes.Status408RequestTimeout,
        Detail = "Send the whole body within ten seconds.",
    };

    public static Problem BrokenOff { get; } = new()
    {
        Code = "bad-request",
        Title = "The body could not be read",
        Status = StatusCodes.Status400BadRequest,
        Detail = "The body ended too early, or its framing is broken.",
    };

    public static Problem UnknownService { get; } = new()
    {
        Code = "unknown-service",
        Title = "There is no such service",
        Status = StatusCodes.Status404NotFound,
        Detail = "No service of that name is released by this application; names are case-sensitive. GET /services lists them.",
    };

    public static Problem UnknownRollout { get; } = new()
    {
        Code = "unknown-rollout",
        Title = "There is no such rollout",
        Status = StatusCodes.Status404NotFound,
        Detail = "No rollout of that id is known, or it is no longer kept. One that was asked for just now is known once it begins.",
    };

    public static Problem NoRollout { get; } = new()
    {
        Code = "no-rollout",
        Title = "There has been no rollout",
        Status = StatusCodes.Status404NotFound,
        Detail = "The service has not been released yet; POST /services/{service}/rollouts starts a rollout.",
    };

    public static Problem NoEvidence { get; } = new()
    {
        Code = "no-evidence",
        Title = "There is no evidence",
        Status = StatusCodes.Status404NotFound,
        Detail = "Nothing has been compared: the candidate has served nobody yet, or the plan has no analysis.",
    };

    public static Problem TooManyStreams { get; } = new()
    {
        Code = "too-many-streams",
        Title = "Too many event streams are open",
        Status = StatusCodes.Status503ServiceUnavailable,
        Detail = "Ask again later, or read the events without a stream. StackKit:Deploy:Api:MaxStreams says how many there may be.",
        RetryAfter = 10,
    };

    public static Problem StoreUnavailable { get; } = new()
    {
        Code = "store-unavailable",
        Title = "The store does not answer",
        Status = StatusCodes.Status503ServiceUnavailable,
        Detail = "The store did not answer in time. Look how the rollout stands before you ask for the same again.",
        RetryAfter = 5,
    };

    public static Problem StoreRegressed { get; } = new()
    {
        Code = "store-regressed",
        Title = "The store has gone back in time",
        Status = StatusCodes.Status503ServiceUnavailable,
        Detail = "The store was restored or emptied and is not used until a person says so. POST /adopt to a process that was there before.",
        RetryAfter = 30,
    };

    public static Problem StoreUnreadable { get; } = new()
    {
        Code = "store-unreadable",
        Title = "The store cannot be read",
        Status = StatusCodes.Status503ServiceUnavailable,
        Detail = "An entry of the store is not what belongs there; the log of the application says which.",
        RetryAfter = 30,
    };

    public static Problem NoLeader { get; } = new()
    {
        Code = "no-leader",
        Title = "Nobody leads",
        Status = StatusCodes.Status504GatewayTimeout,
        Detail = "No process leads the releases of this service, or it did not answer in time. What was asked for is stored and will be done when one does.",
    };

    public static Problem NoAnswer { get; } = new()
    {
        Code = "no-answer",
        Title = "No answer came in time",
        Status = StatusCodes.Status503ServiceUnavailable,
        Detail = "The application is stopping, or something that it asked did not answer in time.",
        RetryAfter = 5,
    };

    public static Problem Internal { get; } = new()
    {
        Code = "internal",
        Title = "Something went wrong",
        Status = StatusCodes.Status500InternalServerError,
        Detail = "The log of the application says what. Look how the rollout stands before you ask for the same again.",
    };

    public static Problem Nobody(string detail) => new()
    {
        Code = "no-actor",
        Title = "The identity cannot be written into the audit trail",
        Status = StatusCodes.Status403Forbidden,
        Detail = detail,
    };

    public static Problem Refused(string reason) => new()
    {
        Code = "refused",
        Title = "The rollout does not allow it now",
        Status = StatusCodes.Status409Conflict,
        Detail = reason,
    };

    public static Problem OtherRollout(string? current) => new()
    {
        Code = "other-rollout",
        Title = "Another rollout is the current one",
        Status = StatusCodes.Status409Conflict,
        Detail = current is null
            ? "rolloutId names a rollout that is not the current one: there has been none."
            : $"rolloutId names a rollout that is not the current one, which is {current}. Look how it stands, then ask again.",
        Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["rolloutId"] = ["is not the current rollout."] },
    };

    public static Problem Invalid(string field, string error) => new()
    {
        Code = "invalid",
        Title = "The request is not valid",
        Status = StatusCodes.Status400BadRequest,
        Detail = $"{field} {error}",
        Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [error] },
    };
}
