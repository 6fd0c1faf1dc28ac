using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Help;
using StackKit.Cli.Output;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandRunner runner, Positions positions)
    {
        Argument<string?> service = positions.Service();
        HelpedCommand command = new("status", "Shows how a rollout stands: step, weights, evidence, what it waits for, instances.")
        {
            Usage = "[service]",
            Examples = ["stackkit rollout status shop", "stackkit rollout status shop --rollout 01J9 --output json"],
        };
        command.Add(service);
        command.Add(runner.Options.Rollout);
        runner.SetAction(command, (context, cancellationToken) => RunAsync(context, context.Result.GetValue(service), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? named, CancellationToken cancellationToken)
    {
        string service = await context.FindServiceAsync(named, cancellationToken).ConfigureAwait(false);
        ApiAnswer answer = await context.GetRolloutAsync(service, cancellationToken).ConfigureAwait(false);
        if (context.Json)
        {
            context.WriteJson(answer.Body);
            return ExitCodes.Done;
        }

        RolloutView view = answer.Read(ApiJson.Default.RolloutView);
        EvidenceView? evidence = await Evidence.FindAsync(context.Api, service, view, cancellationToken).ConfigureAwait(false);
        foreach (string line in RolloutText.Lines(view, evidence))
        {
            context.WriteLine(line);
        }

        return ExitCodes.Done;
    }
}
