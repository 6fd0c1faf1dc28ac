using System.Threading.Channels;
using StackKit.Routing;

namespace Worker;

/// <summary>What the dispatcher has handed to each version. Bounded, so that a slow version does not hoard what another could handle.</summary>
public sealed class Inboxes
{
    private const int Capacity = 64;

    private readonly Dictionary<string, Channel<(Message, RouteDecision)>> _inboxes = new(StringComparer.Ordinal)
    {
        ["v1"] = Channel.CreateBounded<(Message, RouteDecision)>(Capacity),
        ["v2"] = Channel.CreateBounded<(Message, RouteDecision)>(Capacity),
    };

    public ChannelReader<(Message Message, RouteDecision Decision)> this[string version] => _inboxes[version].Reader;

    public ValueTask HandOverAsync(Message message, RouteDecision decision) => _inboxes[decision.Version].Writer.WriteAsync((message, decision));

    /// <summary>Ends the inboxes: the workers handle what they have, and stop.</summary>
    public void Complete()
    {
        foreach (Channel<(Message, RouteDecision)> inbox in _inboxes.Values)
        {
            inbox.Writer.Complete();
        }
    }
}
