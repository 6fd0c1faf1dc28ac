using System.Globalization;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.BlueGreen;

public sealed class TenSwitchesScenario : IScenario
{
    private const int Rounds = 5;

    public string Id => "P-DRAIN";

    public string Statement => "A streaming response of 20 s, a WebSocket and 200 POST/s survive ten switches, and so do streams and WebSockets that are opened on green in between.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await BlueGreenSite.StartAsync(1, service => service.BakeTime = TimeSpan.FromMinutes(5), _ => { }, cancellationToken);
        using Customers customers = new(site.Address) { PostsOnly = true };
        using LongConnections connections = new(site.Address);
        using CancellationTokenSource done = new();
        Task load = customers.SendUntilAsync(() => done.IsCancellationRequested, perSecond: 200, concurrency: 16, _ => null, cancellationToken);
        Dictionary<string, Task<string?>> open = new(StringComparer.Ordinal);
        await OpenAsync(connections, open, "blue", 20, () => done.IsCancellationRequested, cancellationToken);

        long began = TimeProvider.System.GetTimestamp();
        int streams = 0;
        for (int i = 0; i < Rounds; i++)
        {
            string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
            await BlueGreenSite.BakingAsync(site, id, cancellationToken);
            long opened = TimeProvider.System.GetTimestamp();
            string name = string.Create(CultureInfo.InvariantCulture, $"green-{i}");
            string version = await OpenAsync(connections, open, name, 2, () => TimeProvider.System.GetElapsedTime(opened) > TimeSpan.FromSeconds(2), cancellationToken);
            await site.Rollouts.RollbackAsync("shop", null, "ben", "and back", cancellationToken);
            bool openAtSwitch = !open[$"{name}-stream"].IsCompleted;
            RolloutState state = await site.Rollouts.WaitAsync("shop", id, cancellationToken);
            streams += version == "2" && openAtSwitch ? 1 : 0;
            run.Check(state.Phase == RolloutPhase.RolledBack, $"round {i + 1} is {state.Phase}: {state.Reason?.Text}");
        }

        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(began);
        await open["blue-stream"];
        await done.CancelAsync();
        await load;
        foreach ((string name, Task<string?> connection) in open)
        {
            string? problem = await connection;
            run.Check(problem is null, $"{name}: {problem}");
        }

        int lost = customers.Visits.Count(v => v.Status is null || (int)v.Status is < 200 or > 299);
        run.Figure("switches", 2 * Rounds);
        run.Figure("seconds", elapsed.TotalSeconds);
        run.Figure("long-connections", open.Count);
        run.Figure("open-on-green-at-the-switch", streams);
        run.Figure("posts", customers.Visits.Count);
        run.Figure("posts-on-green", customers.Count("2"));
        run.Figure("lost", lost);
        run.Check(lost == 0, $"{lost} of {customers.Visits.Count} posts were lost");
        run.Check(streams > 0 && customers.Count("2") > 0, "nothing was open on green when it was left");
    }

    private static async Task<string> OpenAsync(LongConnections connections, Dictionary<string, Task<string?>> open, string name, double seconds, Func<bool> stop, CancellationToken cancellationToken)
    {
        TaskCompletionSource<string> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource talking = new(TaskCreationOptions.RunContinuationsAsynchronously);
        open[$"{name}-stream"] = connections.StreamAsync(seconds, opened, cancellationToken);
        open[$"{name}-chat"] = connections.ChatAsync(talking, stop, cancellationToken);
        await talking.Task.WaitAsync(cancellationToken);
        return await opened.Task.WaitAsync(cancellationToken);
    }
}
