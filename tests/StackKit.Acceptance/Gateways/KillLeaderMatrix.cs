using System.Diagnostics;
using StackKit.Acceptance.Gateways.Watching;
using StackKit.Acceptance.Harness;
using StackKit.Deploy;

namespace StackKit.Acceptance.Gateways;

/// <summary>Kills the leader at one commit of a rollout after the other, and looks whether anybody could tell.</summary>
internal sealed class KillLeaderMatrix(ScenarioRun run, GatewayCluster cluster, string path, int every)
{
    private readonly List<double> _acted = [];
    private int _kills;
    private int _notReached;
    private int _disturbed;

    /// <summary>Runs the path once without a kill, then once for each commit, right after and right before it in turn, or both.</summary>
    public async Task RunAsync(GatewayCustomers customers, bool both, CancellationToken cancellationToken)
    {
        (RolloutState reference, int commits) = await ReleaseAsync(0, TrapKind.None, customers, cancellationToken);
        string expected = RolloutAudit.Fingerprint(reference);
        run.Figure($"{path}-commits", commits);
        run.Figure($"{path}-ends", reference.Phase.ToString());
        for (int at = 1 + (Math.Abs(run.Seed) % every); at <= commits; at += every)
        {
            TrapKind[] kinds = both ? [TrapKind.KillAfter, TrapKind.KillBefore] : [(at / every) % 2 == 0 ? TrapKind.KillAfter : TrapKind.KillBefore];
            foreach (TrapKind kind in kinds)
            {
                (RolloutState state, _) = await ReleaseAsync(at, kind, customers, cancellationToken);
                string actual = RolloutAudit.Fingerprint(state);
                run.Check(actual == expected, $"{path}, {kind} {at}: it ended as {actual} instead of {expected}: {state.Reason?.Text}");
            }
        }

        run.Figure($"{path}-kills", _kills);
        run.Figure($"{path}-not-reached", _notReached);
        run.Figure($"{path}-lead-changed-again", _disturbed);
        run.Check(_kills > 0, $"{path}: nobody was killed");
        run.Check(_disturbed <= _kills / 3, $"{path}: after {_disturbed} of {_kills} kills the successor lost the lead in its turn; the machine is too busy to say anything");
        if (_acted.Count > 0)
        {
            _acted.Sort();
            run.Figure($"{path}-successor-acts-median-ms", _acted[_acted.Count / 2]);
            run.Figure($"{path}-successor-acts-max-ms", _acted[^1]);
        }
    }

    private async Task<(RolloutState State, int Commits)> ReleaseAsync(int at, TrapKind kind, GatewayCustomers customers, CancellationToken cancellationToken)
    {
        (GatewayProcess leader, long token) = await cluster.WaitForLeaderAsync(_ => true, cancellationToken);
        string name = $"{path}, {kind} {at}";
        string candidate = await cluster.FindNextVersionAsync(cancellationToken);
        if (kind != TrapKind.None)
        {
            customers.Exclude(leader);
            await leader.TrapAsync(kind, at, cancellationToken);
        }

        File.Delete(cluster.Settings.Starts);
        File.Delete(cluster.Settings.Hooks);
        string id = await cluster.Rollouts.StartAsync(GatewayServices.Service, candidate, "ana", null, cancellationToken);
        Task answer = AnswerAsync(id, cancellationToken);
        RolloutState state = await cluster.Rollouts.WaitAsync(GatewayServices.Service, id, cancellationToken);
        await answer;
        if (kind != TrapKind.None)
        {
            await BuryAsync(name, leader, token, customers, cancellationToken);
        }

        await CheckWorkAsync(name, state, cancellationToken);
        return (state, (await cluster.Store.ListAsync(GatewayCluster.Keys.Events(id), cancellationToken)).Entries.Count);
    }

    private async Task AnswerAsync(string id, CancellationToken cancellationToken)
    {
        RolloutState state = await cluster.WaitUntilAsync(id, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        if (state.IsTerminal)
        {
            return;
        }

        if (path.EndsWith("abort", StringComparison.Ordinal))
        {
            await cluster.Rollouts.AbortAsync(GatewayServices.Service, "ana", "enough", cancellationToken);
        }
        else
        {
            await cluster.Rollouts.ApproveAsync(GatewayServices.Service, "go", "ana", "as planned", cancellationToken);
        }
    }

    /// <summary>Takes the time until the successor acted, and starts a gateway in the place of the dead one.</summary>
    private async Task BuryAsync(string name, GatewayProcess leader, long token, GatewayCustomers customers, CancellationToken cancellationToken)
    {
        if (leader.ReadWitness().Lines.FirstOrDefault(l => l.What == "trap") is not WitnessLine killed)
        {
            _notReached++; // the rollout had fewer commits this time
            await leader.TrapAsync(TrapKind.None, 0, cancellationToken);
            customers.Include(leader);
            return;
        }

        _kills++;
        leader.BeginOutage(killed.At);
        await leader.WaitForExitAsync(cancellationToken);
        await cluster.WaitForLeaderAsync(g => g != leader, cancellationToken);
        WitnessFile[] others = [.. cluster.ReadWitnesses().Where(w => w.Name != leader.Name)];
        long[] acts = [.. others.SelectMany(w => w.Commits).Where(c => c.Token > token && c.IsCommitted && c.What is "state" or "progress").Select(c => c.Ended)];

        // With nothing left to do the first sign of a successor is that it leads.
        long first = acts.Length > 0 ? acts.Min() : others.SelectMany(w => w.Claims).Where(c => c.Token > token).Min(c => c.At);
        TimeSpan took = Stopwatch.GetElapsedTime(killed.At, first);

        // On a machine that is too busy to answer for most of a TTL the successor loses the lead in its turn: that says nothing about the first one.
        if (others.SelectMany(w => w.Claims).Count(c => c.Token > token && c.At < first) > 1)
        {
            _disturbed++;
        }
        else
        {
            _acted.Add(took.TotalMilliseconds);
            run.Check(took <= cluster.Settings.LeaseTime + TimeSpan.FromSeconds(1), $"{name}: the successor acted {took.TotalMilliseconds:0} ms after the kill");
        }

        GatewayProcess next = await cluster.StartGatewayAsync(cancellationToken);
        await cluster.WaitForRoutersAsync(cluster.Living, cancellationToken);
        customers.Include(next);
    }

    /// <summary>Compares what was really done with what the events tell.</summary>
    private async Task CheckWorkAsync(string name, RolloutState state, CancellationToken cancellationToken)
    {
        int starts = Count(cluster.Settings.Starts).Length;
        int wanted = state.Operations.Count(o => o.Kind is OperationKind.Prepare or OperationKind.Upgrade or OperationKind.Restore);
        run.Check(starts == wanted, $"{name}: {starts} processes were started for {wanted} operations");
        string[] hooks = Count(cluster.Settings.Hooks);
        string[] keys = [.. state.Operations.Where(o => o.Kind == OperationKind.Hook && o.Status == OperationStatus.Succeeded).Select(o => o.Key)];
        run.Check(hooks.Order(StringComparer.Ordinal).SequenceEqual(keys.Order(StringComparer.Ordinal), StringComparer.Ordinal), $"{name}: hooks completed: {string.Join(' ', hooks)}; by the events: {string.Join(' ', keys)}");
        int instances = state.Instances.Count(i => i.Stage == InstanceStage.InPool);
        int running = UnixProcess.FindByArgument(cluster.Mark).Count(UnixProcess.IsAlive);
        run.Check(running == instances, $"{name}: {running} processes run, {instances} instances are in the pool");
        foreach (string problem in await RolloutAudit.FindProblemsAsync(cluster, cancellationToken))
        {
            run.Check(false, $"{name}: {problem}");
        }
    }

    private static string[] Count(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];
}
