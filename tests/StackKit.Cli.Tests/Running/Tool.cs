using System.Text.Json.Nodes;
using StackKit.Cli.Tests.Servers;

namespace StackKit.Cli.Tests.Running;

/// <summary>Calls the tool in this process.</summary>
internal sealed class Tool
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public bool IsTerminal { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public TextWriter? Error { get; set; }

    /// <summary>Gets the limit of every call: what hangs fails instead.</summary>
    public CancellationTokenSource Limit { get; } = new(TimeSpan.FromMinutes(2));

    /// <summary>Makes a tool that speaks to the server.</summary>
    public static Tool For(FakeServer server)
    {
        Tool tool = new();
        tool.Variables["STACKKIT_SERVER"] = server.Origin.ToString();
        return tool;
    }

    public async Task<ToolResult> RunAsync(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        CliHost host = new() { Out = output, Error = Error ?? error, GetVariable = name => Variables.GetValueOrDefault(name), IsTerminal = IsTerminal, Time = Time };
        int exitCode = await CliApplication.RunAsync(args, host, Limit.Token);
        return new ToolResult(exitCode, output.ToString(), Error?.ToString() ?? error.ToString());
    }

    /// <summary>Runs a command with <c>--output json</c> and reads what it wrote.</summary>
    public async Task<(int ExitCode, JsonNode Json)> RunJsonAsync(params string[] args)
    {
        ToolResult result = await RunAsync([.. args, "--output", "json"]);
        Assert.Equal("", result.Error);
        return (result.ExitCode, JsonNode.Parse(result.Output)!);
    }
}
