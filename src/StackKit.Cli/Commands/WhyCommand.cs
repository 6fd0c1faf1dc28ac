using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Help;
using StackKit.Cli.Output;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout why</c>.</summary>
internal static class WhyCommand
{
    public static Command Create(CommandRunner runner, Positions positions)
    {
        Argument<string?> service = positions.Service();
        HelpedCommand command = new("why", "Explains from stored evidence why a rollout is where it is: the decision, the figures, and what happened.")
        {
            Usage = "[service]",
            Examples = ["stackkit rollout why shop", "stackkit rollout why shop --rollout 01J9 --output json"],
        };
        command.Add(service);
        command.Add(runner.Options.Rollout);
        runner.SetAction(command, (context, cancellationToken) => RunAsync(context, context.Result.GetValue(service), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? named, CancellationToken cancellationToken)
    {
        string service = await context.FindServiceAsync(named, cancellationToken).ConfigureAwait(false);
        string id = context.Rollout ?? (await context.GetRolloutAsync(service, cancellationToken).ConfigureAwait(false)).Read(ApiJson.Default.RolloutView).Id ?? "";
        string path = $"{ApiPaths.Rollout(service, id)}/why";
        if (context.Json)
        {
            context.WriteJson((await context.Api.GetAsync(path, cancellationToken).ConfigureAwait(false)).Body);
            return ExitCodes.Done;
        }

        foreach (string line in TerminalText.Lines(await context.Api.GetTextAsync(path, cancellationToken).ConfigureAwait(false)))
        {
            context.WriteLine(line);
        }

        return ExitCodes.Done;
    }
}
