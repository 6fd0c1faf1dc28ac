using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Help;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout rollback</c>.</summary>
internal static class RollbackCommand
{
    public static Command Create(CommandRunner runner, Positions positions)
    {
        Argument<string?> service = positions.Service();
        Option<string?> to = new("--to") { Description = "The version to go back to. Default: the one that served before.", HelpName = "version" };
        HelpedCommand command = new("rollback", "Goes back to a version that has served before: at once while its instances are still there, else by a new rollout.")
        {
            Usage = "[service]",
            Examples = ["stackkit rollout rollback shop --reason \"prices are wrong\"", "stackkit rollout rollback shop --to 1.4"],
        };
        command.Add(service);
        command.Add(to);
        command.Add(runner.Options.Reason);
        runner.SetAction(command, (context, cancellationToken) => RunAsync(context, context.Result.GetValue(service), context.Result.GetValue(to), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? named, string? version, CancellationToken cancellationToken)
    {
        RollbackBody body = new(version is null ? null : Names.Require(version, "version"), context.Result.GetValue(context.Options.Reason));
        string service = await context.FindServiceAsync(named, cancellationToken).ConfigureAwait(false);
        ApiAnswer answer = await context.Api.PostAsync(ApiPaths.Rollback(service), body, ApiJson.Default.RollbackBody, cancellationToken).ConfigureAwait(false);
        if (context.Json)
        {
            context.WriteJson(answer.Body);
        }
        else
        {
            ReceiptView receipt = answer.Read(ApiJson.Default.ReceiptView);
            context.WriteLine($"{service}: rollout {receipt.RolloutId}: {receipt.Text}");
        }

        return ExitCodes.Done;
    }
}
