namespace StackKit.Cli;

/// <summary>What surrounds the tool: streams, environment, clock.</summary>
internal sealed class CliHost
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Gets how an environment variable is read; null when it is not set.</summary>
    public required Func<string, string?> GetVariable { get; init; }

    public required bool IsTerminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets how many columns a line of help may have.</summary>
    public int Width { get; init; } = 100;

    public bool UsesColor => IsTerminal && string.IsNullOrEmpty(GetVariable("NO_COLOR"));

    public static CliHost OfThisProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        GetVariable = Environment.GetEnvironmentVariable,
        IsTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
    };
}
