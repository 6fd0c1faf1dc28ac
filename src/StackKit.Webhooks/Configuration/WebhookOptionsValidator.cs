using System.Buffers;
using Microsoft.Extensions.Options;

namespace StackKit.Webhooks;

/// <summary>Says what is wrong with the options, and what to write instead. Never repeats a URL, a secret or the value of a header.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    private const string Section = "StackKit:Webhooks";
    private const int MaximumNameLength = 64;

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        List<string> failures = [];
        CheckNumber(failures, nameof(options.OutboxLimit), options.OutboxLimit, 1, 10_000);
        CheckNumber(failures, nameof(options.MemoryLimit), options.MemoryLimit, 1, 100_000);
        CheckTime(failures, $"{Section}:{nameof(options.MemoryAge)}", options.MemoryAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
        CheckTime(failures, $"{Section}:{nameof(options.RetryDelay)}", options.RetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        CheckTime(failures, $"{Section}:{nameof(options.MaximumRetryDelay)}", options.MaximumRetryDelay, options.RetryDelay, TimeSpan.FromDays(1));
        CheckTime(failures, $"{Section}:{nameof(options.MaximumRetryAfter)}", options.MaximumRetryAfter, TimeSpan.Zero, TimeSpan.FromDays(1));
        CheckTime(failures, $"{Section}:{nameof(options.LeaseTime)}", options.LeaseTime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        foreach ((string endpoint, WebhookEndpointOptions settings) in options.Endpoints)
        {
            CheckEndpoint(failures, endpoint, settings);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckEndpoint(List<string> failures, string endpoint, WebhookEndpointOptions settings)
    {
        if (endpoint.Length is 0 or > MaximumNameLength || endpoint is "." or ".." || endpoint.AsSpan().ContainsAnyExcept(s_nameCharacters))
        {
            failures.Add($"{Section}:Endpoints has a name that cannot be used; a name has 1 to {MaximumNameLength} characters out of A-Z a-z 0-9 . _ -, such as 'on-call'.");
            return;
        }

        string path = $"{Section}:Endpoints:{endpoint}";
        if (FindUrlFault(settings) is string fault)
        {
            failures.Add($"{path}:Url {fault}");
        }

        CheckChoices(failures, path, settings);
        CheckTime(failures, $"{path}:Timeout", settings.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
        CheckTime(failures, $"{path}:MaxAge", settings.MaxAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        CheckPatterns(failures, $"{path}:Kinds", settings.Kinds);
        CheckPatterns(failures, $"{path}:Subjects", settings.Subjects);
        failures.AddRange(HeaderRules.FindFaults(settings.Headers).Select(header => $"{path}:Headers: {header}"));
    }

    private static string? FindUrlFault(WebhookEndpointOptions settings)
    {
        if (string.IsNullOrWhiteSpace(settings.Url))
        {
            return "is missing; write where to post, such as https://hooks.example.com/releases.";
        }

        if (!Uri.TryCreate(settings.Url, UriKind.Absolute, out Uri? url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            return "is not an absolute https address, such as https://hooks.example.com/releases.";
        }

        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && !settings.AllowInsecure)
        {
            return "must begin with https; to send everything unprotected set AllowInsecure to true.";
        }

        if (url.UserInfo.Length > 0)
        {
            return "must not hold a user name or password; write an Authorization header under Headers.";
        }

        return url.Fragment.Length > 0 ? "must not have a fragment (#…); it would not be sent." : null;
    }

    private static void CheckChoices(List<string> failures, string path, WebhookEndpointOptions settings)
    {
        if (!Enum.IsDefined(settings.Template))
        {
            failures.Add($"{path}:Template must be Json, Slack, DingTalk, Feishu or WeCom.");
        }

        if (!Enum.IsDefined(settings.MinimumSeverity))
        {
            failures.Add($"{path}:MinimumSeverity must be Information, Warning or Critical.");
        }

        if (settings.Secret is not null && string.IsNullOrWhiteSpace(settings.Secret))
        {
            failures.Add($"{path}:Secret is empty; write the secret, or leave the setting out for messages without a signature.");
        }
        else if (settings.Secret is not null && settings.Template is WebhookTemplate.Slack or WebhookTemplate.WeCom)
        {
            failures.Add($"{path}:Secret has no use: {settings.Template} knows no signature. Leave it out; what protects the endpoint is its Url.");
        }
    }

    private static void CheckPatterns(List<string> failures, string field, List<string> patterns)
    {
        if (patterns.Any(static pattern => string.IsNullOrWhiteSpace(pattern) || pattern.AsSpan(0, pattern.Length - 1).Contains('*')))
        {
            failures.Add($"{field}: each entry must be a whole text, or its beginning with one '*' at the end, such as 'rollout.*'.");
        }
    }

    private static void CheckNumber(List<string> failures, string field, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            failures.Add(FormattableString.Invariant($"{Section}:{field} ({value}) must be from {least} to {most}."));
        }
    }

    private static void CheckTime(List<string> failures, string field, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            failures.Add($"{field} ({value}) must be from {least} to {most}.");
        }
    }
}
