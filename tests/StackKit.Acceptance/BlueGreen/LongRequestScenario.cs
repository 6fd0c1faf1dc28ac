using System.Diagnostics;
using System.Globalization;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.BlueGreen;

public sealed class LongRequestScenario : IScenario
{
    private static readonly TimeSpan s_impatience = TimeSpan.FromSeconds(3);

    public string Id => "P-B4";

    public string Statement => "A request of 8 s, a stream and a WebSocket that are open at the switch finish on blue, which is told to stop only when nothing is in flight, or after the drain time-out.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await FinishAsync(run, cancellationToken);
        await TimeOutAsync(run, cancellationToken);
    }

    private static async Task FinishAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await BlueGreenSite.StartAsync(1, _ => { }, _ => { }, cancellationToken);
        using Process blue = await BlueAsync(site, cancellationToken);
        using LongConnections connections = new(site.Address);
        TaskCompletionSource<string> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource talking = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string?> stream = connections.StreamAsync(8, opened, cancellationToken);
        Task<string?> chat = connections.ChatAsync(talking, () => stream.IsCompleted, cancellationToken);
        string version = await opened.Task.WaitAsync(cancellationToken);
        await talking.Task.WaitAsync(cancellationToken);

        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        await site.WaitUntilAsync(id, s => s.Phase == RolloutPhase.Draining, cancellationToken);
        using Customers customers = new(site.Address);
        Visit visit = await customers.SendAsync(null, null, cancellationToken);
        bool waited = !stream.IsCompleted && !blue.HasExited;
        string? streamProblem = await stream;
        string? chatProblem = await chat;
        DateTimeOffset finished = TimeProvider.System.GetUtcNow();
        RolloutState state = await site.Rollouts.WaitAsync("shop", id, cancellationToken);
        TimeSpan patience = BlueGreenSite.TimeOf(await site.Rollouts.GetEventsAsync("shop", id, cancellationToken), RolloutPhase.Retiring) - finished;

        run.Figure("stopped-ms-after-the-last-byte", patience.TotalMilliseconds);
        run.Check(version == "1" && visit.Version == "2" && waited, "the switch was not while the long requests were open");
        run.Check(streamProblem is null, $"the stream: {streamProblem}");
        run.Check(chatProblem is null, $"the WebSocket: {chatProblem}");
        run.Check(patience > TimeSpan.FromMilliseconds(-50), $"blue was stopped {-patience.TotalMilliseconds:0} ms before its last byte"); // the client may be a moment late to see it
        run.Check(state.Phase == RolloutPhase.Succeeded, $"it is {state.Phase}: {state.Reason?.Text}");
    }

    private static async Task TimeOutAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await BlueGreenSite.StartAsync(1, service => service.DrainTimeout = s_impatience, _ => { }, cancellationToken);
        using LongConnections connections = new(site.Address);
        TaskCompletionSource<string> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string?> stream = connections.StreamAsync(60, opened, cancellationToken);
        await opened.Task.WaitAsync(cancellationToken);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        RolloutState state = await site.Rollouts.WaitAsync("shop", id, cancellationToken);
        string? problem = await stream;
        IReadOnlyList<RolloutEvent> events = await site.Rollouts.GetEventsAsync("shop", id, cancellationToken);
        TimeSpan drained = BlueGreenSite.TimeOf(events, RolloutPhase.Retiring) - BlueGreenSite.TimeOf(events, RolloutPhase.Draining);

        run.Figure("time-out-s", drained.TotalSeconds);
        run.Check(state.Phase == RolloutPhase.Succeeded && problem is not null, $"it is {state.Phase}, and the endless stream {problem ?? "came whole"}");
        run.Check(drained >= s_impatience - TimeSpan.FromMilliseconds(50), $"blue was stopped after {drained.TotalSeconds:0.0} s, before the drain time-out");
    }

    private static async Task<Process> BlueAsync(ProcessSite site, CancellationToken cancellationToken)
    {
        TargetInstance blue = (await site.Target.ListInstancesAsync("shop", cancellationToken))[0];
        return Process.GetProcessById(int.Parse(blue.Properties["processId"], CultureInfo.InvariantCulture));
    }
}
