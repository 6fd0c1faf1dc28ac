using Spectre.Console;

namespace StackKit.Cli.Output;

/// <summary>Makes the console that draws on the output of the tool.</summary>
internal static class Terminal
{
    public static IAnsiConsole Create(CliHost host) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(host.Out),
        Ansi = host.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = host.UsesColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = host.IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
    });
}
