using System.Text.Json;
using StackKit.Acceptance.Gateways.Watching;
using StackKit.Coordination;
using StackKit.Deploy;
using StackKit.Deploy.Store;

namespace StackKit.Acceptance.Gateways;

/// <summary>What must hold for everything that is stored, at every moment, whoever dies.</summary>
internal static class RolloutAudit
{
    /// <summary>Looks at the store as it is now, and at what the gateways did.</summary>
    /// <returns>What does not hold; empty when all does.</returns>
    public static async Task<IReadOnlyList<string>> FindProblemsAsync(GatewayCluster cluster, CancellationToken cancellationToken) =>
        [.. await FindStoredProblemsAsync(cluster, cancellationToken), .. CheckTokens(cluster.ReadWitnesses())];

    /// <summary>Looks at all but the fencing tokens, which begin anew with a store that does.</summary>
    public static async Task<IReadOnlyList<string>> FindStoredProblemsAsync(GatewayCluster cluster, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        Listing listing = await cluster.Store.ListAsync("deploy/shop/", cancellationToken);
        RolloutState? current = listing.Entries.FirstOrDefault(e => e.Key == GatewayCluster.Keys.State)?.Read(DeployJson.Default.RolloutState);
        ILookup<string, Entry> rollouts = listing.Entries
            .Where(e => e.Key.StartsWith(GatewayCluster.Keys.Rollouts, StringComparison.Ordinal))
            .ToLookup(e => e.Key[GatewayCluster.Keys.Rollouts.Length..].Split('/')[0], StringComparer.Ordinal);
        foreach (IGrouping<string, Entry> rollout in rollouts)
        {
            RolloutState? ended = rollout.FirstOrDefault(e => e.Key == GatewayCluster.Keys.Ended(rollout.Key))?.Read(DeployJson.Default.RolloutState);
            RolloutEvent[] events = [.. rollout.Where(e => e.Key.StartsWith(GatewayCluster.Keys.Events(rollout.Key), StringComparison.Ordinal)).OrderBy(e => e.Key, StringComparer.Ordinal).SelectMany(e => e.Read(DeployJson.Default.RolloutEventArray))];
            problems.AddRange(CheckEvents(rollout.Key, events, ended ?? (current?.Rollout.Id == rollout.Key ? current : null)));
        }

        problems.AddRange(CheckRouters(cluster.ReadWitnesses()));
        return problems;
    }

    /// <summary>Says how a rollout stands without what differs from one rollout to the next.</summary>
    public static string Fingerprint(RolloutState state)
    {
        string Side(string version) => version == state.Rollout.Candidate ? "candidate" : "stable";
        string instances = string.Join(',', state.Instances.Select(i => $"{Side(i.Target.Version)}:{i.Stage}").Order(StringComparer.Ordinal));
        string operations = string.Join(',', state.Operations.Select(o => $"{o.Kind}:{Side(o.Version)}:{o.Ordinal}:{o.Status}").Order(StringComparer.Ordinal));
        return FormattableString.Invariant($"{state.Phase} {state.Reason?.Code} step {state.Step} weight {state.CandidateWeight} [{instances}] [{operations}]");
    }

    private static IEnumerable<string> CheckEvents(string id, RolloutEvent[] events, RolloutState? state)
    {
        if (events is not [RolloutEvent.Created, ..] && state?.IsTerminal != false)
        {
            yield break; // an old one, of which only a part is deleted yet
        }

        if (!events.Select(e => e.Sequence).SequenceEqual(Enumerable.Range(1, events.Length).Select(n => (long)n)))
        {
            yield return $"the events of {id} are not numbered without gaps: {string.Join(',', events.Select(e => e.Sequence))}";
            yield break;
        }

        if (state is null)
        {
            yield return $"{id} has events and no state";
        }
        else if (Write(RolloutReducer.Fold(events)) != Write(state))
        {
            yield return $"the events of {id} do not add up to its state";
        }

        foreach (string key in events.OfType<RolloutEvent.OperationFinished>().Where(e => e.Status == OperationStatus.Succeeded).GroupBy(e => e.Key, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"{key} was completed twice";
        }
    }

    private static IEnumerable<string> CheckRouters(IReadOnlyList<WitnessFile> witnesses)
    {
        foreach (WitnessFile witness in witnesses.Where(w => !w.IsMonotone))
        {
            yield return $"the router of {witness.Name} went back: {string.Join(' ', witness.Splits)}";
        }
    }

    private static IEnumerable<string> CheckTokens(IReadOnlyList<WitnessFile> witnesses)
    {
        foreach (IGrouping<long, string> epoch in witnesses.SelectMany(w => w.Claims.Select(c => (c.Token, w.Name))).GroupBy(c => c.Token, c => c.Name).Where(g => g.Count() > 1))
        {
            yield return $"epoch {epoch.Key} has several leaders: {string.Join(", ", epoch)}";
        }

        // What a leader commits comes before everything that a later one does.
        LeaderCommit[] stored = [.. witnesses.SelectMany(w => w.Commits).Where(c => c.IsCommitted)];
        Dictionary<long, long> begun = witnesses.SelectMany(w => w.Claims).ToDictionary(c => c.Token, c => c.At);
        foreach (LeaderCommit commit in stored.Where(c => begun.Any(b => b.Key > c.Token && b.Value < c.Begun)))
        {
            yield return $"the leader with token {commit.Token} stored event {commit.Sequence} after a later one had taken the lead";
        }
    }

    private static string Write(RolloutState state) => JsonSerializer.Serialize(state, DeployJson.Default.RolloutState);
}
