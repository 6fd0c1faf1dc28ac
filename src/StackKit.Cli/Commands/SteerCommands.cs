using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Help;
using StackKit.Cli.Output;

namespace StackKit.Cli.Commands;

/// <summary>What is told to a rollout that is under way: <c>pause</c>, <c>resume</c>, <c>promote</c>, <c>abort</c> and <c>retry</c>.</summary>
internal static class SteerCommands
{
    public static IEnumerable<Command> Create(CommandRunner runner, Positions positions)
    {
        Option<bool> full = new("--full") { Description = "Skip all steps that are left and send everybody to the candidate." };
        yield return Create(runner, positions, "pause", "Stops a rollout from moving on. Evidence against the candidate still takes it back.", null);
        yield return Create(runner, positions, "resume", "Lets a paused or held rollout go on; a held step begins anew.", null);
        yield return Create(runner, positions, "promote", "Completes the current step, whatever it waits for; with --full all that are left.", full);
        yield return Create(runner, positions, "abort", "Takes the candidate back at once. It always wins, also against a pause.", null);
        yield return Create(runner, positions, "retry", "Tries again what failed: a step that is held, or undoing that went wrong.", null);
    }

    private static HelpedCommand Create(CommandRunner runner, Positions positions, string name, string description, Option<bool>? full)
    {
        Argument<string?> service = positions.Service();
        HelpedCommand command = new(name, description)
        {
            Usage = "[service]",
            Examples = [$"stackkit rollout {name} shop --reason \"looks {(name is "abort" ? "bad" : "good")} to me\"", $"stackkit rollout {name} shop --rollout 01J9 --output json"],
        };
        command.Add(service);
        command.Add(runner.Options.Reason);
        command.Add(runner.Options.Rollout);
        if (full is not null)
        {
            command.Add(full);
        }

        runner.SetAction(command, (context, cancellationToken) =>
            RunAsync(context, context.Result.GetValue(service), full is not null && context.Result.GetValue(full) ? "promote-full" : name, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? named, string verb, CancellationToken cancellationToken)
    {
        CommandBody body = new(context.Result.GetValue(context.Options.Reason), context.Rollout);
        string service = await context.FindServiceAsync(named, cancellationToken).ConfigureAwait(false);
        ApiAnswer answer = await context.Api.PostAsync(ApiPaths.Command(service, verb), body, ApiJson.Default.CommandBody, cancellationToken).ConfigureAwait(false);
        if (answer.Read(ApiJson.Default.ReceiptView).Stored == false)
        {
            throw new CliException(
                ExitCodes.NotReachable,
                "not-stored",
                "The store does not answer. The server that was asked sends nothing to the candidate any more, and stores the abort as soon as it can; other servers do not know of it yet.");
        }

        if (context.Json)
        {
            context.WriteJson(answer.Body);
        }
        else
        {
            context.WriteLine(RolloutText.Headline(answer.Read(ApiJson.Default.RolloutView)));
        }

        return ExitCodes.Done;
    }
}
