using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>P-P1: the hot path allocates nothing, and no decision mixes two snapshots.</summary>
public sealed class HotPathScenario : IScenario
{
    private const int DecisionsPerMode = 33_400_000;
    private const int Threads = 2;

    private static readonly string[] s_policies = [PoolPolicies.Random, PoolPolicies.RoundRobin, PoolPolicies.PowerOfTwoChoices, PoolPolicies.LeastRequests, PoolPolicies.ConsistentHash];

    private static readonly SplitMode[] s_modes = [SplitMode.Exact, SplitMode.Random, SplitMode.Sticky];

    public string Id => "P-P1";

    public string Statement => "0 bytes per decision and per report in every mode; of 10^8 decisions under concurrent updates not one is torn.";

    public bool Quick => true;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        foreach (SplitMode mode in s_modes)
        {
            foreach (string policy in s_policies)
            {
                HotPathCost cost = HotPathCost.Measure(mode, policy);
                run.Figure($"{mode}+{policy}.pickNs", cost.PickNanoseconds);
                run.Figure($"{mode}+{policy}.beginReportNs", cost.BeginReportNanoseconds);
                run.Check(cost.Bytes == 0, $"{mode}, {policy}: {cost.Bytes} bytes were allocated by {HotPathCost.Operations} decisions and reports.");
            }
        }

        long decisions = 0;
        long torn = 0;
        long updates = 0;
        foreach (SplitMode mode in s_modes)
        {
            TearHunt hunt = new(mode, run.Seed);
            hunt.Run(Threads, DecisionsPerMode / Threads, cancellationToken);
            run.Note($"{mode}: {hunt.Decisions} decisions, {hunt.Updates} updates, {hunt.Torn} torn");
            run.Check(hunt.Updates > 10, $"{mode}: only {hunt.Updates} updates were published meanwhile.");
            decisions += hunt.Decisions;
            torn += hunt.Torn;
            updates += hunt.Updates;
        }

        run.Figure("decisions", decisions);
        run.Figure("updates", updates);
        run.Figure("torn", torn);
        run.Check(decisions >= 100_000_000, $"Only {decisions} decisions were made.");
        run.Check(torn == 0, $"{torn} decisions mixed two snapshots.");
        return Task.CompletedTask;
    }
}
