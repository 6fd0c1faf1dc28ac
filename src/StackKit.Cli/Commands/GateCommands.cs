using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Help;
using StackKit.Cli.Output;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout approve</c> and <c>reject</c>.</summary>
internal static class GateCommands
{
    public static Command Create(CommandRunner runner, Positions positions, string answer, string description)
    {
        Argument<string[]> what = positions.ServiceAnd("gate", "the gate.");
        HelpedCommand command = new(answer, description)
        {
            Usage = "[service] gate",
            Examples = [$"stackkit rollout {answer} shop qa --reason \"tested by hand\"", $"stackkit rollout {answer} shop qa --rollout 01J9 --reason \"ticket 4711\""],
        };
        command.Add(what);
        command.Add(runner.Options.RequiredReason);
        command.Add(runner.Options.Rollout);
        runner.SetAction(command, (context, cancellationToken) => RunAsync(context, answer, context.Result.GetValue(what)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string verb, string[] words, CancellationToken cancellationToken)
    {
        (string? named, string gate) = Positions.Split(words);
        Names.Require(gate, "gate");
        CommandBody body = new(context.Result.GetValue(context.Options.RequiredReason), context.Rollout);
        string service = await context.FindServiceAsync(named, cancellationToken).ConfigureAwait(false);
        ApiAnswer answer = await context.Api.PostAsync(ApiPaths.Gate(service, gate, verb), body, ApiJson.Default.CommandBody, cancellationToken).ConfigureAwait(false);
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
