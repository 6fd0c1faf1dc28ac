using System.CommandLine;
using StackKit.Cli.Completion;
using StackKit.Cli.Help;

namespace StackKit.Cli.Commands;

/// <summary>Everything under <c>stackkit rollout</c>.</summary>
internal static class RolloutCommands
{
    public static Command Create(CommandRunner runner, Suggestions suggestions)
    {
        HelpedCommand rollout = new("rollout", "Releases of services: what is under way, what was, and what shall be done.")
        {
            Examples = ["stackkit rollout list", "stackkit rollout start shop 2 --reason \"new prices\" --wait", "stackkit rollout --help", "stackkit rollout start --help"],
        };
        foreach (Option option in runner.Options.Common)
        {
            rollout.Add(option);
        }

        Positions positions = new(suggestions);
        rollout.Add(ListCommand.Create(runner));
        rollout.Add(StartCommand.Create(runner, positions));
        rollout.Add(StatusCommand.Create(runner, positions));
        rollout.Add(WatchCommand.Create(runner, positions));
        rollout.Add(HistoryCommand.Create(runner, positions));
        foreach (Command command in SteerCommands.Create(runner, positions))
        {
            rollout.Add(command);
        }

        rollout.Add(RollbackCommand.Create(runner, positions));
        rollout.Add(GateCommands.Create(runner, positions, "approve", "Says yes to a gate, so that the rollout can go on."));
        rollout.Add(GateCommands.Create(runner, positions, "reject", "Says no to a gate: the rollout is taken back."));
        rollout.Add(AdoptCommand.Create(runner));
        rollout.Add(WhyCommand.Create(runner, positions));
        rollout.Add(WaitCommand.Create(runner, positions));
        rollout.Add(LintCommand.Create(runner));
        runner.Options.Rollout.CompletionSources.Add(suggestions.Rollouts);
        return rollout;
    }
}
