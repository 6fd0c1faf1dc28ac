using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Help;
using StackKit.Cli.Output;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout list</c>.</summary>
internal static class ListCommand
{
    public static Command Create(CommandRunner runner)
    {
        HelpedCommand command = new("list", "Lists the services with the version that serves and the rollout that is under way.")
        {
            Examples = ["stackkit rollout list", "stackkit rollout list --server https://gateway.example --output json"],
        };
        runner.SetAction(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await context.Api.GetAsync(ApiPaths.Services, cancellationToken).ConfigureAwait(false);
        if (context.Json)
        {
            context.WriteJson(answer.Body);
            return ExitCodes.Done;
        }

        TextTable.Write(
            context.Host,
            ["SERVICE", "STABLE", "CANDIDATE", "PHASE", "WEIGHT", "STORE"],
            [.. (answer.Read(ApiJson.Default.ItemsViewServiceView).Items ?? []).Select(static s => new[]
            {
                s.Name ?? "", s.Stable ?? "-", s.Rollout?.Candidate ?? "-", s.Rollout?.Phase ?? "-", s.Rollout is RolloutView r ? RolloutText.Percent(r.CandidateWeight) : "-", s.Store ?? "-",
            })]);
        return ExitCodes.Done;
    }
}
