using System.Diagnostics;
using System.Globalization;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;
using Shop;

namespace StackKit.Acceptance.BlueGreen;

public sealed class DrainScenario : IScenario
{
    public string Id => "P-B2";

    public string Statement => "Drained, then stopped: no request lost; control: blue killed at the switch without draining loses some.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        (int drainedSent, int drainedLost) = await ReleaseAsync(run, kill: false, cancellationToken);
        (int killedSent, int killedLost) = await ReleaseAsync(run, kill: true, cancellationToken);

        run.Figure("drained-requests", drainedSent);
        run.Figure("drained-lost", drainedLost);
        run.Figure("control-requests", killedSent);
        run.Figure("control-lost", killedLost);
        run.Check(drainedLost == 0, $"{drainedLost} of {drainedSent} requests were lost");
        run.Check(killedLost > 0, "the control, which kills blue as soon as green takes over, lost no request either");
    }

    private static async Task<(int Sent, int Lost)> ReleaseAsync(ScenarioRun run, bool kill, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await BlueGreenSite.StartAsync(1, _ => { }, _ => { }, cancellationToken);
        await site.SetFaultAsync("1", new Fault { DelayMs = 100 }, cancellationToken); // so that something is always under way
        TargetInstance blue = (await site.Target.ListInstancesAsync("shop", cancellationToken))[0];
        using Customers customers = new(site.Address);
        using CancellationTokenSource done = new();
        Task load = customers.SendUntilAsync(() => done.IsCancellationRequested, perSecond: 200, concurrency: 32, _ => null, cancellationToken);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        if (kill)
        {
            await site.WaitUntilAsync(id, s => s.CandidateWeight >= 1, cancellationToken);
            using Process process = Process.GetProcessById(int.Parse(blue.Properties["processId"], CultureInfo.InvariantCulture));
            process.Kill();
        }

        RolloutState state = await site.Rollouts.WaitAsync("shop", id, cancellationToken);
        await done.CancelAsync();
        await load;
        run.Check(state.Phase == RolloutPhase.Succeeded, $"it is {state.Phase}: {state.Reason?.Text}");
        return (customers.Visits.Count, customers.Visits.Count(v => v.Failed));
    }
}
