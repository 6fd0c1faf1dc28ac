using System.Threading.Channels;
using StackKit.Acceptance.Harness;
using StackKit.Deploy;
using Worker;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-WORKER: two versions of a background service share one queue, by the sample that users read.</summary>
public sealed class WorkerScenario : IScenario
{
    private const int Messages = 20_000;

    public string Id => "RT-WORKER";

    public string Statement => "20,000 messages are divided 80/20 within 2 points, each handled once, also when the workers stop halfway; a poisonous version gets weight 0.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await DivideAsync(run, cancellationToken);
        await PoisonAsync(run, cancellationToken);
        await StopHalfwayAsync(run, cancellationToken);
        await CompeteAsync(run, cancellationToken);
    }

    private static async Task DivideAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using OrderSystem system = await OrderSystem.StartAsync(new WorkerOptions(Poison: false, TimeSpan.Zero), cancellationToken);
        await system.ReleaseAsync(cancellationToken);
        Publish(system, run.Seed);
        await system.WaitAsync(Messages, cancellationToken);
        await system.StopAsync();

        double share = system.Ledger.CountOf("v2") / (double)Messages;
        run.Figure("v2-share", share);
        run.Figure("twice", system.Ledger.Twice);
        run.Check(Math.Abs(share - 0.2) <= 0.02, $"v2 handled {share:P2} of the messages.");
        run.Check(system.Ledger is { Count: Messages, Twice: 0, GivenUp: 0 }, $"{system.Ledger.Count} messages were handled, {system.Ledger.Twice} of them twice, {system.Ledger.GivenUp} given up.");
        CheckNothingInFlight(run, system);
    }

    private static async Task PoisonAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using OrderSystem system = await OrderSystem.StartAsync(new WorkerOptions(Poison: true, TimeSpan.Zero), cancellationToken);
        string id = await system.ReleaseAsync(cancellationToken);
        Publish(system, run.Seed);
        RolloutState state = await system.Rollouts.WaitAsync("orders", id, cancellationToken);
        await system.WaitAsync(Messages, cancellationToken);
        double weight = system.Router.Split!.Arms.FirstOrDefault(static arm => arm.Version == "v2")?.Weight ?? 0;
        await system.StopAsync();

        run.Figure("poison-phase", state.Phase.ToString());
        run.Figure("poison-v2-handled", system.Ledger.CountOf("v2"));
        run.Check(state.Phase == RolloutPhase.RolledBack, $"The poisonous release is {state.Phase}.");
        run.Check(weight == 0, $"The poisonous version still weighs {weight}.");
        run.Check(system.Ledger is { Count: Messages, Twice: 0, GivenUp: 0 }, $"{system.Ledger.Count} messages were handled, {system.Ledger.Twice} of them twice, {system.Ledger.GivenUp} given up.");
        CheckNothingInFlight(run, system);
    }

    private static async Task StopHalfwayAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using OrderSystem system = await OrderSystem.StartAsync(new WorkerOptions(Poison: false, TimeSpan.FromMilliseconds(1)), cancellationToken);
        await system.ReleaseAsync(cancellationToken);
        Publish(system, run.Seed);
        await system.WaitAsync(100, cancellationToken);
        await system.StopAsync();

        int left = system.Queue.Count;
        run.Figure("stopped-after", system.Ledger.Count);
        run.Check(left > 0, "Every message was handled before the stop: it tried nothing.");
        run.Check(system.Ledger.Count + left == Messages, $"{system.Ledger.Count} messages were handled and {left} are left of {Messages}: some were lost.");
        CheckNothingInFlight(run, system);
    }

    /// <summary>The control: four consumers of one version and one of the other compete for the queue. The slower version then gets less, whatever was wanted.</summary>
    private static async Task CompeteAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        Channel<int> queue = Channel.CreateUnbounded<int>();
        for (int i = 0; i < Messages; i++)
        {
            queue.Writer.TryWrite(i);
        }

        queue.Writer.Complete();
        int[] handled = await Task.WhenAll(Enumerable.Range(0, 5).Select(consumer => Task.Run(() => ConsumeAsync(steps: consumer == 4 ? 50 : 1), cancellationToken)));
        double share = handled[4] / (double)Messages;
        run.Figure("control-share", share);
        run.Check(Math.Abs(share - 0.2) > 0.02, $"The control divides 80/20 as well: {share:P2}.");

        async Task<int> ConsumeAsync(int steps)
        {
            int count = 0;
            await foreach (int _ in queue.Reader.ReadAllAsync(cancellationToken))
            {
                count++;
                for (int step = 0; step < steps; step++)
                {
                    await Task.Yield();
                }
            }

            return count;
        }
    }

    private static void Publish(OrderSystem system, int seed)
    {
        for (int i = 0; i < Messages; i++)
        {
            system.Queue.Publish(new Message(i, $"customer-{seed}-{i % (Messages / 2)}", 0));
        }
    }

    private static void CheckNothingInFlight(ScenarioRun run, OrderSystem system)
    {
        int inFlight = system.Router.GetInFlight("v1") + system.Router.GetInFlight("v2");
        run.Check(inFlight == 0, $"{inFlight} messages are in flight after the stop.");
    }
}
