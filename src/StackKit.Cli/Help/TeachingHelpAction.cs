using System.CommandLine;
using System.CommandLine.Invocation;

namespace StackKit.Cli.Help;

/// <summary>Prints what a command does, how it is written, examples, and what its exit codes mean.</summary>
internal sealed class TeachingHelpAction(CliHost host) : SynchronousCommandLineAction
{
    public const string ToolName = "stackkit";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        TextWriter output = host.Out;
        Wrap(output, command.Description ?? "", 0);
        output.WriteLine();
        output.WriteLine("Usage:");
        HelpedCommand? helped = command as HelpedCommand;
        string rest = command.Subcommands.Count > 0 ? "<command>" : helped?.Usage ?? "";
        output.WriteLine($"  {string.Join(' ', new[] { NameOf(command), rest, "[options]" }.Where(static part => part.Length > 0))}");
        Section(output, "Commands", command.Subcommands.Where(static c => !c.Hidden).Select(static c => (c.Name, c.Description ?? "")));
        Section(output, "Arguments", command.Arguments.Select(static a => (a.HelpName ?? a.Name, a.Description ?? "")));
        Section(output, "Options", command.Options.Where(static o => !o.Hidden && !o.Recursive).Select(Describe));
        Section(output, "Common options", CommonOf(command).Select(Describe));
        if (helped is { Examples.Count: > 0 })
        {
            output.WriteLine();
            output.WriteLine("Examples:");
            foreach (string example in helped.Examples)
            {
                output.WriteLine($"  {example}");
            }
        }

        Section(output, "Exit codes", ExitCodes.All.Select(static e => (FormattableString.Invariant($"{e.Code}"), e.Meaning)));
        return ExitCodes.Done;
    }

    private static string NameOf(Command command) => command is RootCommand ? ToolName : $"{NameOf(command.Parents.OfType<Command>().First())} {command.Name}";

    private static IEnumerable<Option> CommonOf(Command? command) => command is null ? [] :
        command.Options.Where(static o => o.Recursive && !o.Hidden).Concat(CommonOf(command.Parents.OfType<Command>().FirstOrDefault()));

    private static (string, string) Describe(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(static a => a.StartsWith('-') && a != "-?").Append(option.Name).OrderBy(static n => n.Length));
        return (option.HelpName is null ? names : $"{names} <{option.HelpName}>", option.Description ?? "");
    }

    private void Section(TextWriter output, string title, IEnumerable<(string Name, string Text)> rows)
    {
        (string Name, string Text)[] all = [.. rows];
        if (all.Length == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{title}:");
        int column = Math.Min(34, all.Max(static r => r.Name.Length) + 4);
        foreach ((string name, string text) in all)
        {
            output.Write($"  {name}".PadRight(column));
            if (name.Length + 3 > column)
            {
                output.WriteLine();
                output.Write(new string(' ', column));
            }

            Wrap(output, text, column);
        }
    }

    // The first line continues one that is as long as the indent already.
    private void Wrap(TextWriter output, string text, int indent)
    {
        int at = indent;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at > indent && at + word.Length + 1 > host.Width)
            {
                output.WriteLine();
                output.Write(new string(' ', indent));
                at = indent;
            }

            output.Write(at > indent ? " " + word : word);
            at += word.Length + (at > indent ? 1 : 0);
        }

        output.WriteLine();
    }
}
