using System.Globalization;
using StackKit.Coordination;

namespace StackKit.Deploy.Store;

/// <summary>Where a service keeps what in the store.</summary>
internal readonly record struct DeployKeys(string Service)
{
    private string Root => $"deploy/{Service.ToLowerInvariant()}";

    /// <summary>Gets the key that the leader holds under its lease.</summary>
    public string Leader => $"{Root}/leader/current";

    /// <summary>Gets the state of the rollout under way, or of the last one.</summary>
    public string State => $"{Root}/state/rollout";

    /// <summary>Gets elapsed times and gathered evidence, which change all the time and are no events.</summary>
    public string Progress => $"{Root}/state/progress";

    /// <summary>Gets which version is stable and where it runs.</summary>
    public string Stable => $"{Root}/state/stable";

    /// <summary>Gets what is added to fencing tokens since the store last went back in time: routers refuse lower epochs than they have seen.</summary>
    public string Term => $"{Root}/state/term";

    public string StatePrefix => $"{Root}/state/";

    /// <summary>Gets the routing that every router applies.</summary>
    public string Routing => $"{Root}/routing/current";

    public string Routers => $"{Root}/routers/";

    public string Commands => $"{Root}/commands/";

    public string Answers => $"{Root}/answers/";

    public string Rollouts => $"{Root}/rollouts/";

    public string Router(string instance) => $"{Routers}{instance}";

    public string Command(string id) => $"{Commands}{id}";

    public string Answer(string id) => $"{Answers}{id}";

    public string Events(string rolloutId) => $"{Rollouts}{rolloutId}/events/";

    public string Event(string rolloutId, long sequence) => Events(rolloutId) + sequence.ToString("D8", CultureInfo.InvariantCulture);

    public bool IsEnded(Entry entry) => entry.Key.StartsWith(Rollouts, StringComparison.Ordinal) && entry.Key.EndsWith("/ended/state", StringComparison.Ordinal);

    /// <summary>Gets the last state of a rollout that has ended.</summary>
    public string Ended(string rolloutId) => $"{Rollouts}{rolloutId}/ended/state";
}
