using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Help;
using StackKit.Cli.Output;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout history</c>.</summary>
internal static class HistoryCommand
{
    public static Command Create(CommandRunner runner, Positions positions)
    {
        Argument<string?> service = positions.Service();
        HelpedCommand command = new("history", "Lists the rollouts of a service, newest first, with who asked, how they ended, and the artefacts.")
        {
            Usage = "[service]",
            Examples = ["stackkit rollout history shop", "stackkit rollout history shop --output json"],
        };
        command.Add(service);
        runner.SetAction(command, (context, cancellationToken) => RunAsync(context, context.Result.GetValue(service), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? named, CancellationToken cancellationToken)
    {
        string service = await context.FindServiceAsync(named, cancellationToken).ConfigureAwait(false);
        ApiAnswer answer = await context.Api.GetAsync(ApiPaths.History(service), cancellationToken).ConfigureAwait(false);
        if (context.Json)
        {
            context.WriteJson(answer.Body);
            return ExitCodes.Done;
        }

        TextTable.Write(
            context.Host,
            ["ROLLOUT", "FROM", "TO", "PHASE", "WHY", "BY", "CREATED", "ARTEFACT"],
            [.. (answer.Read(ApiJson.Default.ItemsViewRolloutView).Items ?? []).Select(static r => new[]
            {
                r.Id ?? "", r.Stable ?? "-", r.Candidate ?? "", r.Phase + (r.IsRollback ? " (rollback)" : ""), r.Reason?.Code ?? "-", r.Actor ?? "-",
                r.CreatedAt is DateTimeOffset at ? RolloutText.Time(at) : "-", r.CandidateArtifact?.ToString() ?? "-",
            })]);
        return ExitCodes.Done;
    }
}
