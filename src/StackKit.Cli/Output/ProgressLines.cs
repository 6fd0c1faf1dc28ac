using StackKit.Cli.Api;
using StackKit.Cli.Following;

namespace StackKit.Cli.Output;

/// <summary>Tells how a rollout goes, a line for each event, and nothing twice.</summary>
internal sealed class ProgressLines(CommandContext context)
{
    private string _told = "";
    private bool _reachable = true;

    public void Tell(Tick tick)
    {
        foreach (EventView happened in tick.Events)
        {
            context.WriteProgress(RolloutText.Event(happened));
        }

        string now = RolloutText.Progress(tick.View);
        if (now != _told)
        {
            context.WriteProgress($"          {now}");
            _told = now;
        }

        if (tick.IsReachable != _reachable)
        {
            context.WriteProgress(tick.IsReachable ? "          the server answers again" : "          the server does not answer; trying again");
            _reachable = tick.IsReachable;
        }
    }
}
