using System.CommandLine;
using StackKit.Cli.Api;
using StackKit.Cli.Following;
using StackKit.Cli.Help;
using StackKit.Cli.Output;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout watch</c>.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromDays(1);

    public static Command Create(CommandRunner runner, Positions positions)
    {
        Argument<string?> service = positions.Service();
        HelpedCommand command = new("watch", "Shows a rollout as it goes, until it has ended: in place on a terminal, a line for each event elsewhere. Ctrl-C ends the watching, not the rollout.")
        {
            Usage = "[service]",
            Examples = ["stackkit rollout watch shop", "stackkit rollout watch shop --rollout 01J9 | tee release.log"],
        };
        command.Add(service);
        command.Add(runner.Options.Rollout);
        runner.SetAction(command, s_timeout, (context, cancellationToken) => RunAsync(context, context.Result.GetValue(service), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? named, CancellationToken cancellationToken)
    {
        string service = await context.FindServiceAsync(named, cancellationToken).ConfigureAwait(false);
        IAsyncEnumerable<Tick> ticks = new RolloutFollower(context.Api, service, context.Rollout, context.Host.Time).FollowAsync(cancellationToken);
        if (context.Host.IsTerminal && !context.Json)
        {
            await new LiveRollout(context.Host).ShowAsync(ticks, view => Evidence.FindAsync(context.Api, service, view, cancellationToken)).ConfigureAwait(false);
            return ExitCodes.Done;
        }

        string told = "";
        Tick? last = null;
        await foreach (Tick tick in ticks.ConfigureAwait(false))
        {
            last = tick;
            if (context.Json)
            {
                continue;
            }

            foreach (EventView happened in tick.Events)
            {
                context.WriteLine(RolloutText.Event(happened));
            }

            string now = RolloutText.Progress(tick.View);
            if (now != told)
            {
                context.WriteLine($"          {now}");
                told = now;
            }
        }

        if (context.Json)
        {
            context.WriteJson(last!.Raw);
        }

        return ExitCodes.Done;
    }
}
