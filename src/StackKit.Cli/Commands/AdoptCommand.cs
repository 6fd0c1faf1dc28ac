using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Help;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout adopt</c>.</summary>
internal static class AdoptCommand
{
    public static Command Create(CommandRunner runner)
    {
        HelpedCommand command = new("adopt", "Tells the server that its store went back in time on purpose, such as from a backup: what it still knows is written again, for all services.")
        {
            Examples = ["stackkit rollout adopt --reason \"restored the backup of last night\""],
        };
        command.Add(runner.Options.RequiredReason);
        runner.SetAction(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        CommandBody body = new(context.Result.GetValue(context.Options.RequiredReason), null);
        ApiAnswer answer = await context.Api.PostAsync(ApiPaths.Adopt, body, ApiJson.Default.CommandBody, cancellationToken).ConfigureAwait(false);
        if (context.Json)
        {
            context.WriteJson(answer.Body);
            return ExitCodes.Done;
        }

        ReceiptView receipt = answer.Read(ApiJson.Default.ReceiptView);
        context.WriteLine($"written again: {(receipt.Restored is { Count: > 0 } restored ? string.Join(", ", restored) : "nothing")}");
        context.WriteLine($"left as they are: {(receipt.Kept is { Count: > 0 } kept ? string.Join(", ", kept) : "nothing")}");
        return ExitCodes.Done;
    }
}
