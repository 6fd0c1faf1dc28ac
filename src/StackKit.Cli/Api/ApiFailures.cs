using System.Text.Json;

namespace StackKit.Cli.Api;

/// <summary>Turns error answers into exit codes and messages.</summary>
internal static class ApiFailures
{
    public static CliException Of(int status, string mediaType, ReadOnlySpan<byte> body)
    {
        ProblemView? problem = mediaType is "application/problem+json" or "application/json" ? Read(body) : null;
        int exitCode = ExitCodeOf(status);
        string message = problem?.Detail ?? problem?.Title ?? Explain(status);
        return new CliException(exitCode, problem?.Code ?? CodeOf(exitCode), message)
        {
            Status = status,
            Fields = problem?.Errors?.ToDictionary(StringComparer.Ordinal) ?? new Dictionary<string, string[]>(StringComparer.Ordinal),
        };
    }

    private static int ExitCodeOf(int status) => status switch
    {
        400 or 405 or 406 or 413 or 414 or 415 or 422 or 431 => ExitCodes.BadInput,
        401 or 403 or 407 => ExitCodes.NotAuthorised,
        404 or 410 => ExitCodes.NotFound,
        409 or 412 => ExitCodes.Refused,
        408 or 429 or 502 or 503 or 504 => ExitCodes.NotReachable,
        _ => ExitCodes.Unexpected,
    };

    private static string CodeOf(int exitCode) => exitCode switch
    {
        ExitCodes.BadInput => "bad-input",
        ExitCodes.NotAuthorised => "not-authorised",
        ExitCodes.NotFound => "not-found",
        ExitCodes.Refused => "refused",
        ExitCodes.NotReachable => "not-reachable",
        _ => "unexpected",
    };

    private static string Explain(int status) => status switch
    {
        >= 300 and < 400 => "The server sends the request elsewhere, and the tool does not follow: write the final address in --server.",
        401 => "The server wants to know who asks: set STACKKIT_TOKEN, or use --token-file or --header.",
        403 => "The server does not allow this to whoever asks.",
        404 => "There is nothing at this address; is the path of --server right, and is the name?",
        _ => FormattableString.Invariant($"The server answered with HTTP status {status}."),
    };

    private static ProblemView? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ApiJson.Default.ProblemView);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
