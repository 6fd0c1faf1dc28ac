using System.CommandLine;

namespace StackKit.Cli;

/// <summary>The options that all commands under <c>rollout</c> have in common, and those that several of them share.</summary>
internal sealed class CliOptions
{
    public const string TextOutput = "text";
    public const string JsonOutput = "json";

    public CliOptions() => Output.AcceptOnlyFromAmong(TextOutput, JsonOutput);

    public Option<string?> Server { get; } = new("--server") { Description = "Address of the management API. Default: STACKKIT_SERVER, or http://localhost:5000/stackkit/deploy. An address without a path gets /stackkit/deploy.", HelpName = "url", Recursive = true };

    public Option<string?> TokenFile { get; } = new("--token-file") { Description = "File that holds the bearer token. Default: the token in STACKKIT_TOKEN.", HelpName = "file", Recursive = true };

    public Option<string[]> Header { get; } = new("--header") { Description = "A header to send, as \"Name: value\"; can be repeated. Others on this machine can read it in the list of processes.", HelpName = "header", Recursive = true, Arity = ArgumentArity.OneOrMore };

    public Option<bool> Insecure { get; } = new("--insecure") { Description = "Allow to send a token or a header over plain http to another machine.", Recursive = true };

    public Option<string> Output { get; } = new("--output", "-o") { Description = "text for people, json for programs: one document on the standard output, errors as JSON on the standard error.", HelpName = "text|json", Recursive = true, DefaultValueFactory = static _ => TextOutput };

    public Option<string?> Timeout { get; } = new("--timeout") { Description = "When to give up, such as 90s, 5m, 1h or 00:05:00. Default: 2m; 1h where something is waited for.", HelpName = "time", Recursive = true };

    public Option<string?> Rollout { get; } = new("--rollout") { Description = "The id of the rollout that is meant; a command is refused when another one is under way.", HelpName = "id" };

    public Option<string?> Reason { get; } = new("--reason") { Description = "Why; kept in the audit trail.", HelpName = "text" };

    public Option<string> RequiredReason { get; } = new("--reason") { Description = "Why; required, and kept in the audit trail.", HelpName = "text", Required = true };

    public Option<bool> FailOnHold { get; } = new("--fail-on-hold") { Description = "End with exit code 8 as soon as the rollout waits for a person." };

    public Option<string> For { get; } = new("--for") { Description = "What to wait for: promoted (default), rolled-back, ended, phase:<Phase>, step:<n> or gate:<name>.", HelpName = "goal", DefaultValueFactory = static _ => "promoted" };

    public IEnumerable<Option> Common => [Server, TokenFile, Header, Insecure, Output, Timeout];
}
