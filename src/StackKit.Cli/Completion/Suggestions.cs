using System.CommandLine.Completions;
using System.Text.Json;
using StackKit.Cli.Api;

namespace StackKit.Cli.Completion;

/// <summary>Completes names that only the server knows. A server that does not answer at once is left alone: whoever presses a key does not wait.</summary>
internal sealed class Suggestions(CliHost host, CliOptions options)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(300);

    public IEnumerable<CompletionItem> Services(CompletionContext context) => Ask(context, static _ => ApiPaths.Services, "name");

    public IEnumerable<CompletionItem> Rollouts(CompletionContext context) => Ask(context, ServiceOf, "id");

    private CompletionItem[] Ask(CompletionContext context, Func<CompletionContext, string?> pathOf, string member)
    {
        try
        {
            if (pathOf(context) is not string path)
            {
                return [];
            }

            using DeployApi api = new(CommandContext.ReadSettings(host, options, context.ParseResult), host.Time);
            return api.TryGet(path, s_limit) is JsonElement answer ? NamesIn(answer, member) : [];
        }
        catch (Exception exception) when (exception is CliException or InvalidOperationException)
        {
            return []; // half a command line is often a wrong one
        }
    }

    private static string? ServiceOf(CompletionContext context) =>
        context.ParseResult.CommandResult.Command.Arguments.FirstOrDefault() is { } argument && context.ParseResult.GetResult(argument) is { Tokens: [{ Value: string service }, ..] }
            ? ApiPaths.History(Names.Require(service, "service"))
            : null;

    // What is no name stays out: a completion is put into a command line.
    private static CompletionItem[] NamesIn(JsonElement answer, string member) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray().Where(static i => i.ValueKind == JsonValueKind.Object).Select(i => i.TryGetProperty(member, out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "")
                .Where(static name => name.Length is >= 1 and <= 200 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')).Take(200).Select(static name => new CompletionItem(name))]
            : [];
}
