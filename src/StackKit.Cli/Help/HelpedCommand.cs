using System.CommandLine;

namespace StackKit.Cli.Help;

/// <summary>A command that shows how it is used.</summary>
internal sealed class HelpedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Gets what is written behind the name, such as <c>[service] version</c>.</summary>
    public string Usage { get; init; } = "";

    /// <summary>Gets whole command lines; one that begins with # explains the next.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
