using System.CommandLine;
using StackKit.Cli.Following;
using StackKit.Cli.Help;
using StackKit.Cli.Output;

namespace StackKit.Cli.Commands;

/// <summary><c>stackkit rollout wait</c>.</summary>
internal static class WaitCommand
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromHours(1);

    public static Command Create(CommandRunner runner, Positions positions)
    {
        Argument<string?> service = positions.Service();
        HelpedCommand command = new("wait", "Waits for a rollout, tells on the standard error how it goes, and outlasts restarts of the server.")
        {
            Usage = "[service]",
            Examples =
            [
                "# 0 when it was promoted, 7 when it was not, 6 when the time is up",
                "stackkit rollout wait shop --rollout 01J9 --timeout 2h",
                "stackkit rollout wait shop --for gate:qa",
                "stackkit rollout wait shop --for phase:Baking --fail-on-hold",
            ],
        };
        command.Add(service);
        command.Add(runner.Options.Rollout);
        command.Add(runner.Options.For);
        command.Add(runner.Options.FailOnHold);
        runner.SetAction(command, s_timeout, async (context, cancellationToken) =>
        {
            WaitGoal goal = WaitGoal.Parse(context.Result.GetValue(context.Options.For)!);
            string found = await context.FindServiceAsync(context.Result.GetValue(service), cancellationToken).ConfigureAwait(false);
            return await WaitAsync(context, found, context.Rollout, goal, context.Result.GetValue(context.Options.FailOnHold), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    public static async Task<int> WaitAsync(CommandContext context, string service, string? id, WaitGoal goal, bool failOnHold, CancellationToken cancellationToken)
    {
        RolloutFollower follower = new(context.Api, service, id, context.Host.Time);
        ProgressLines progress = new(context);
        Tick? last = null;
        await foreach (Tick tick in follower.FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            last = tick;
            progress.Tell(tick);
            if (goal.IsMet(tick))
            {
                return End(context, tick, ExitCodes.Done);
            }

            if (failOnHold && tick.IsReachable && WaitGoal.FindHold(tick.View) is string hold && !tick.View.IsTerminal)
            {
                context.WriteProgress($"a person is needed: {hold}");
                return End(context, tick, ExitCodes.WaitsForAPerson);
            }
        }

        context.WriteProgress($"it ended without what was waited for ({goal.Text})");
        return End(context, last!, ExitCodes.EndedWithoutSuccess);
    }

    private static int End(CommandContext context, Tick tick, int exitCode)
    {
        if (context.Json)
        {
            context.WriteJson(tick.Raw);
        }
        else
        {
            context.WriteLine(RolloutText.Headline(tick.View));
            if (tick.View.Reason?.Text is string why)
            {
                context.WriteLine($"  why        {why}");
            }
        }

        return exitCode;
    }
}
