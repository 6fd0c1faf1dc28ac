using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Help;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout start</c>.</summary>
internal static class StartCommand
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromHours(1);

    public static Command Create(CommandRunner runner, Positions positions)
    {
        Argument<string[]> what = positions.ServiceAnd("version", "the version to release.");
        Option<string?> uri = new("--artifact-uri") { Description = "Where the artefact of the version is; kept in the history.", HelpName = "uri" };
        Option<string?> checksum = new("--artifact-checksum") { Description = "The checksum of the artefact, such as sha256:…", HelpName = "checksum" };
        Option<bool> dryRun = new("--dry-run") { Description = "Print what the release would do and cost, and change nothing. Exit code 3 when it would be refused." };
        Option<bool> wait = new("--wait") { Description = "Wait until the release has ended; exit code 7 when it was not promoted." };
        HelpedCommand command = new("start", "Asks for a release. A rollout of another version that is under way gives way to it.")
        {
            Usage = "[service] version",
            Examples =
            [
                "# what it would do and cost",
                "stackkit rollout start shop 2 --dry-run",
                "# from a pipeline: 0 when it was promoted, 7 when it was not, 8 when a person is needed",
                "stackkit rollout start shop 2 --reason \"new prices\" --wait --fail-on-hold --timeout 2h",
                "stackkit rollout start shop 2 --artifact-uri https://files.example/shop-2.zip --artifact-checksum sha256:4f…",
            ],
        };
        command.Add(what);
        foreach (Option option in new Option[] { runner.Options.Reason, uri, checksum, dryRun, wait, runner.Options.FailOnHold })
        {
            command.Add(option);
        }

        runner.SetAction(command, s_timeout, async (context, cancellationToken) =>
        {
            (string? named, string version) = Positions.Split(context.Result.GetValue(what)!);
            string service = await context.FindServiceAsync(named, cancellationToken).ConfigureAwait(false);
            ArtifactView artifact = new() { Uri = context.Result.GetValue(uri), Checksum = context.Result.GetValue(checksum) };
            if (artifact is { Uri: null, Checksum: not null })
            {
                throw CliException.BadInput("--artifact-checksum needs --artifact-uri.");
            }

            StartBody body = new(Names.Require(version, "version"), context.Result.GetValue(context.Options.Reason), artifact.Uri is null ? null : artifact);
            return context.Result.GetValue(dryRun)
                ? await ForecastAsync(context, service, body, cancellationToken).ConfigureAwait(false)
                : await StartAsync(context, service, body, context.Result.GetValue(wait), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> StartAsync(CommandContext context, string service, StartBody body, bool wait, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await context.Api.PostAsync(ApiPaths.History(service), body, ApiJson.Default.StartBody, cancellationToken).ConfigureAwait(false);
        ReceiptView receipt = answer.Read(ApiJson.Default.ReceiptView);
        if (wait)
        {
            context.WriteProgress($"{service}: rollout {receipt.Id} of version {body.Version} was asked for");
            string id = receipt.Id ?? throw new CliException(ExitCodes.Unexpected, "unreadable-answer", "The server did not say which rollout was begun.");
            return await WaitCommand.WaitAsync(context, service, id, Following.WaitGoal.Parse(Following.WaitGoal.Default), context.Result.GetValue(context.Options.FailOnHold), cancellationToken).ConfigureAwait(false);
        }

        if (context.Json)
        {
            context.WriteJson(answer.Body);
        }
        else
        {
            context.WriteLine($"{service}: rollout {receipt.Id} of version {body.Version} was asked for. 'stackkit rollout watch {service}' shows how it goes.");
        }

        return ExitCodes.Done;
    }

    private static async Task<int> ForecastAsync(CommandContext context, string service, StartBody body, CancellationToken cancellationToken)
    {
        ApiAnswer answer = await context.Api.PostAsync(ApiPaths.Forecast(service), body with { Reason = null, Artifact = null }, ApiJson.Default.StartBody, cancellationToken).ConfigureAwait(false);
        ForecastView forecast = answer.Read(ApiJson.Default.ForecastView);
        if (context.Json)
        {
            context.WriteJson(answer.Body);
            return forecast.Problem is null ? ExitCodes.Done : ExitCodes.Refused;
        }

        context.WriteLine($"{forecast.Service ?? service}: {forecast.Stable ?? "(nothing)"} -> {forecast.Candidate ?? body.Version}, nothing is changed");
        foreach (string step in forecast.Steps ?? [])
        {
            context.WriteLine($"  step       {step}");
        }

        foreach (string cost in forecast.Costs ?? [])
        {
            context.WriteLine($"  cost       {cost}");
        }

        if (forecast.Problem is null)
        {
            return ExitCodes.Done;
        }

        context.WriteLine($"  refused    {forecast.Problem}");
        return ExitCodes.Refused;
    }
}
