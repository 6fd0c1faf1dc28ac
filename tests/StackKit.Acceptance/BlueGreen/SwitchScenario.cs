using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.BlueGreen;

public sealed class SwitchScenario : IScenario
{
    private const int Switches = 10;

    public string Id => "P-B1";

    public string Statement => "Ten blue/green switches within 60 s under POST load, YARP: no answer other than 2xx, no broken connection.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await BlueGreenSite.StartAsync(1, _ => { }, _ => { }, cancellationToken);
        using Customers customers = new(site.Address) { PostsOnly = true };
        using CancellationTokenSource done = new();
        Task load = customers.SendUntilAsync(() => done.IsCancellationRequested, perSecond: 200, concurrency: 16, _ => null, cancellationToken);
        long began = TimeProvider.System.GetTimestamp();
        int succeeded = 0;
        for (int i = 0; i < Switches; i++)
        {
            string id = await site.Rollouts.StartAsync("shop", i % 2 == 0 ? "2" : "1", "ana", null, cancellationToken);
            RolloutState state = await site.Rollouts.WaitAsync("shop", id, cancellationToken);
            succeeded += state.Phase == RolloutPhase.Succeeded ? 1 : 0;
            run.Check(state.Phase == RolloutPhase.Succeeded, $"switch {i + 1} is {state.Phase}: {state.Reason?.Text}");
        }

        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(began);
        await done.CancelAsync();
        await load;
        int lost = customers.Visits.Count(v => v.Status is null || (int)v.Status is < 200 or > 299);
        run.Figure("switches", succeeded);
        run.Figure("seconds", elapsed.TotalSeconds);
        run.Figure("posts", customers.Visits.Count);
        run.Figure("lost", lost);
        run.Check(lost == 0, $"{lost} of {customers.Visits.Count} requests were lost");
        run.Check(elapsed <= TimeSpan.FromSeconds(60), $"ten switches took {elapsed.TotalSeconds:0} s");
        run.Check(customers.Count("1") > 0 && customers.Count("2") > 0, "one of the versions never answered");
    }
}
