using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using StackKit.Cli.Commands;
using StackKit.Cli.Completion;
using StackKit.Cli.Help;

namespace StackKit.Cli;

/// <summary>The tool as a whole: its commands, its help, and how it ends.</summary>
internal static class CliApplication
{
    private static readonly ParserConfiguration s_parsing = new() { ResponseFileTokenReplacer = null }; // "@" begins a reason as well as anything else

    public static async Task<int> RunAsync(string[] args, CliHost host, CancellationToken cancellationToken)
    {
        CommandRunner runner = new(host, new CliOptions());
        ParseResult result = Create(runner).Parse(args, s_parsing);
        if (result.Action is ParseErrorAction)
        {
            string message = string.Join(' ', result.Errors.Select(static e => e.Message)) + " See --help.";
            return runner.Report(CliException.BadInput(message), WantsJson(args));
        }

        InvocationConfiguration invocation = new() { Output = host.Out, Error = host.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(3) };
        return await result.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
    }

    internal static RootCommand Create(CommandRunner runner)
    {
        RootCommand root = new("Releases that are promoted or taken back by evidence: start, watch and stop them, and check their plans.");
        Suggestions suggestions = new(runner.Host, runner.Options);
        root.Add(RolloutCommands.Create(runner, suggestions));
        root.Add(CompletionCommand.Create(runner));
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new TeachingHelpAction(runner.Host);
            help.Aliases.Clear();
            help.Aliases.Add("-h");
        }

        return root;
    }

    // The command line could not be parsed, so this is read from its words.
    private static bool WantsJson(string[] args) =>
        args.Any(static a => a is "--output=json" or "-o=json" or "--output:json" or "-o:json") || args.Zip(args.Skip(1)).Any(static pair => pair is ("--output" or "-o", "json"));
}
