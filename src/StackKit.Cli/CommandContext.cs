using System.CommandLine;
using System.Text.Json;
using StackKit.Cli.Api;
using StackKit.Cli.Output;

namespace StackKit.Cli;

/// <summary>One call of a command: what was asked, and how it is answered.</summary>
internal sealed class CommandContext(CliHost host, CliOptions options, ParseResult result) : IDisposable
{
    private DeployApi? _api;

    public CliHost Host => host;

    public CliOptions Options => options;

    public ParseResult Result => result;

    public bool Json => result.GetValue(options.Output) == CliOptions.JsonOutput;

    public DeployApi Api => _api ??= new DeployApi(ReadSettings(host, options, result), host.Time);

    /// <summary>Gets the rollout that is meant; null when none was named.</summary>
    public string? Rollout => result.GetValue(options.Rollout) is string id ? Names.RequireId(id) : null;

    public static ServerSettings ReadSettings(CliHost host, CliOptions options, ParseResult result)
    {
        string server = result.GetValue(options.Server) ?? NotEmpty(host.GetVariable("STACKKIT_SERVER")) ?? ServerSettings.DefaultServer;
        string? token = result.GetValue(options.TokenFile) is string file ? ServerSettings.ReadToken(file) : NotEmpty(host.GetVariable("STACKKIT_TOKEN"));
        return ServerSettings.Create(server, token, result.GetValue(options.Header) ?? [], result.GetValue(options.Insecure));
    }

    public TimeSpan TimeoutOr(TimeSpan otherwise) => result.GetValue(options.Timeout) is string text ? Duration.Parse(text, "--timeout") : otherwise;

    /// <summary>Gets the service that is meant: the one that was named, or the only one there is.</summary>
    public async Task<string> FindServiceAsync(string? named, CancellationToken cancellationToken)
    {
        if (named is not null)
        {
            return Names.Require(named, "service");
        }

        ApiAnswer answer = await Api.GetAsync(ApiPaths.Services, cancellationToken).ConfigureAwait(false);
        string[] services = [.. (answer.Read(ApiJson.Default.ItemsViewServiceView).Items ?? []).Select(static s => s.Name ?? "")];
        return services switch
        {
            [string only] => Names.Require(only, "service"),
            [] => throw new CliException(ExitCodes.NotFound, "not-found", "The server has no service."),
            _ => throw CliException.BadInput($"The server has several services; name one of {string.Join(", ", services.Take(20))}."),
        };
    }

    /// <summary>Gets the rollout that is meant: the one that was named, or the one under way, or the last one.</summary>
    public async Task<ApiAnswer> GetRolloutAsync(string service, CancellationToken cancellationToken) =>
        await Api.GetAsync(Rollout is string id ? ApiPaths.Rollout(service, id) : ApiPaths.Current(service), cancellationToken).ConfigureAwait(false);

    public void WriteJson(JsonElement document) => JsonOutput.Write(host.Out, document);

    public void WriteJson(Action<Utf8JsonWriter> write) => JsonOutput.Write(host.Out, write);

    /// <summary>Writes a line of text; everything in it is made safe.</summary>
    public void WriteLine(string line) => host.Out.WriteLine(TerminalText.Clean(line));

    /// <summary>Writes a line that tells how it goes on the standard error, for people only.</summary>
    public void WriteProgress(string line)
    {
        if (!Json)
        {
            host.Error.WriteLine(TerminalText.Clean(line));
        }
    }

    public void Dispose() => _api?.Dispose();

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
