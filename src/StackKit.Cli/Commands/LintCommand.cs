using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using StackKit.Cli.Api;
using StackKit.Cli.Help;
using StackKit.Cli.Lint;
using StackKit.Deploy;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout lint</c>: reaches no server.</summary>
internal static class LintCommand
{
    public static Command Create(CommandRunner runner)
    {
        Argument<string> file = new("file") { Description = "A JSON file such as appsettings.json, with the section StackKit:Deploy." };
        Option<string?> service = new("--service") { Description = "The file holds the settings of this service alone.", HelpName = "name" };
        HelpedCommand command = new("lint", "Checks plans offline by the rules of the application start: every problem, where it is, and what to write. Exit code 2 when the application would not start.")
        {
            Usage = "file",
            Examples = ["stackkit rollout lint appsettings.json", "stackkit rollout lint shop.json --service shop --output json"],
        };
        command.Add(file);
        command.Add(service);
        runner.SetAction(command, (context, _) => Task.FromResult(Run(context, context.Result.GetValue(file)!, context.Result.GetValue(service))));
        return command;
    }

    private static int Run(CommandContext context, string file, string? service)
    {
        LintFinding[] found = [.. Check(file, service is null ? null : Names.Require(service, "service"))];
        bool valid = found.All(static f => f.IsNote);
        if (context.Json)
        {
            context.WriteJson(writer => Write(writer, file, valid, found));
        }
        else
        {
            foreach (LintFinding finding in found)
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"{file}{(finding.Line is int line ? $":{line}" : "")}{(finding.Column is int column ? $":{column}" : "")}");
                context.WriteLine($"{place}: {(finding.IsNote ? "note" : "error")}: {finding.Text}");
            }

            int problems = found.Count(static f => !f.IsNote);
            context.WriteLine(problems == 0 ? $"{file}: good" : string.Create(CultureInfo.InvariantCulture, $"{file}: {problems} {(problems == 1 ? "problem" : "problems")}"));
        }

        return valid ? ExitCodes.Done : ExitCodes.BadInput;
    }

    private static IEnumerable<LintFinding> Check(string file, string? service)
    {
        try
        {
            PlanFile plan = PlanFile.Read(file, service);
            return RolloutPlanCheck.Check(plan.Configuration)
                .Select(p => new LintFinding(p.Path, plan.LineOf(p.Path), null, p.Text, p.IsNote))
                .OrderBy(static f => f.IsNote).ThenBy(static f => f.Line ?? int.MaxValue);
        }
        catch (PlanFileException exception)
        {
            return [new LintFinding("", exception.Line, exception.Column, exception.Message, IsNote: false)];
        }
    }

    private static void Write(Utf8JsonWriter writer, string file, bool valid, LintFinding[] found)
    {
        writer.WriteStartObject();
        writer.WriteString("file", file);
        writer.WriteBoolean("valid", valid);
        Write(writer, "problems", found.Where(static f => !f.IsNote));
        Write(writer, "notes", found.Where(static f => f.IsNote));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<LintFinding> found)
    {
        writer.WriteStartArray(name);
        foreach (LintFinding finding in found)
        {
            writer.WriteStartObject();
            if (finding.Path.Length > 0)
            {
                writer.WriteString("path", finding.Path);
            }

            if (finding.Line is int line)
            {
                writer.WriteNumber("line", line);
            }

            if (finding.Column is int column)
            {
                writer.WriteNumber("column", column);
            }

            writer.WriteString("text", finding.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
