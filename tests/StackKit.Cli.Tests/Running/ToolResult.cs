namespace StackKit.Cli.Tests.Running;

/// <summary>How a call of the tool ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}
