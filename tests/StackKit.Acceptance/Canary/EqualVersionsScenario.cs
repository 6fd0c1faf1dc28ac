using Shop;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Acceptance.Statistics;
using StackKit.Deploy;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Canary;

public sealed class EqualVersionsScenario : IScenario
{
    private const int Simulated = 2_000;
    private const int Real = 5;
    private const int CandidateRequests = 5_000;
    private const double ErrorRate = 0.01;

    public string Id => "P-C6";

    public string Statement => "Identical versions with 1 % errors: of 2,000 simulated rollouts at most alpha + 3 sigma are rolled back, of 5 real ones at weight 50 none.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        Simulate(run, cancellationToken);
        await using ShopSite site = await ShopSite.StartAsync("yarp", run.Seed, Configure, cancellationToken);
        await site.SetFaultAsync("1", new Fault { Error = ErrorRate }, cancellationToken);
        await site.SetFaultAsync("2", new Fault { Error = ErrorRate }, cancellationToken);
        int rolledBack = 0;
        int requests = 0;
        for (int i = 0; i < Real; i++)
        {
            using Customers customers = new(site.Address);
            string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
            await site.WaitUntilAsync(id, s => s is { Step: 1, StepPhase: StepPhase.Observing }, cancellationToken);
            await customers.SendUntilAsync(() => customers.Visits.Count >= 2 * CandidateRequests, perSecond: 1_500, concurrency: 24, _ => null, cancellationToken);
            RolloutState state = (await site.Rollouts.GetAsync("shop", cancellationToken))!.State;
            rolledBack += state.Phase is RolloutPhase.RollingBack or RolloutPhase.RolledBack ? 1 : 0;
            requests += customers.Count("2");
            if (!state.IsTerminal)
            {
                await site.Rollouts.AbortAsync("shop", "ana", "seen enough", cancellationToken);
            }

            await site.Rollouts.WaitAsync("shop", id, cancellationToken);
        }

        run.Figure("real-rolled-back", rolledBack);
        run.Figure("real-candidate-requests", requests);
        run.Check(rolledBack == 0, $"{rolledBack} of {Real} real rollouts were rolled back");
    }

    private static void Configure(ServiceOptions service) => SiteScenario.JudgeAt(service, 50, a =>
    {
        a.LatencyRollback = false;
        a.MinCandidateRequests = long.MaxValue;
    });

    // The judge as the control loop uses it, fed with what a router would report every 100 ms.
    private static void Simulate(ScenarioRun run, CancellationToken cancellationToken)
    {
        AnalysisOptions options = new() { LatencyRollback = false };
        int rolledBack = 0;
        Parallel.For(0, Simulated, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            Random random = new(unchecked((run.Seed * 1_000_003) + i));
            SequentialAnalysis judge = new(options, steps: 2);
            judge.BeginStep(1);
            for (int candidate = 0; candidate < CandidateRequests;)
            {
                (int c, int cf, int s, int sf) = Batch(random);
                candidate += c;
                judge.Observe(new EvidenceDelta { Weight = 0.5, CandidateRequests = c, CandidateFailures = cf, StableRequests = s, StableFailures = sf });
                if (judge.Ask(long.MaxValue) == Verdict.Rollback)
                {
                    Interlocked.Increment(ref rolledBack);
                    return;
                }
            }
        });
        double alpha = options.Alpha;
        double bar = alpha + (3 * Math.Sqrt(alpha * (1 - alpha) / Simulated));
        run.Figure("simulated-rolled-back", rolledBack / (double)Simulated);
        run.Figure("bar", bar);
        run.Check(rolledBack / (double)Simulated <= bar, $"{rolledBack} of {Simulated} simulated rollouts were rolled back");
    }

    private static (int Candidate, int CandidateFailures, int Stable, int StableFailures) Batch(Random random)
    {
        int c = 0;
        int cf = 0;
        int s = 0;
        int sf = 0;
        for (int i = 0; i < 20; i++)
        {
            bool candidate = random.NextDouble() < 0.5;
            bool failed = random.NextDouble() < ErrorRate;
            c += candidate ? 1 : 0;
            s += candidate ? 0 : 1;
            cf += candidate && failed ? 1 : 0;
            sf += !candidate && failed ? 1 : 0;
        }

        return (c, cf, s, sf);
    }
}
