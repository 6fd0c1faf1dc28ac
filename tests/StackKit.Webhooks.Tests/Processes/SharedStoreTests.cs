using StackKit.Events;
using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Processes;

/// <summary>Several processes share an outbox in a SQLite file.</summary>
public sealed class SharedStoreTests : IDisposable
{
    private const int Events = 40;
    private const string Outbox = "webhooks/hook/outbox/";

    private static readonly string[] s_subjects = ["shop", "web"];

    private static readonly StackKitEvent[] s_events = [.. Enumerable.Range(0, Events).Select(static i => HookHost.Tell($"r{i % 2}/{i}", s_subjects[i % 2]))];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stackkit-webhooks-");

    private string File => Path.Combine(_folder.FullName, "store.db");

    [Fact]
    public async Task TwoHosts_OneStoppedInTheMiddle_EverythingIsSentOnce()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = (_, _) =>
        {
            if (receiver.Received.Count == Events / 2)
            {
                reached.SetResult();
                return goOn.Task;
            }

            return Task.CompletedTask;
        };
        await using HookHost first = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address }, File);
        await first.WriteAsync(s_events);
        await reached.Task;
        await using HookHost second = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address }, File);
        await second.WriteAsync(s_events); // hears everything again, as the next leader of a rollout does

        Task stopping = first.StopAsync();
        goOn.SetResult();
        await stopping;
        await Condition.HoldsAsync(async () => await second.CountAsync(Outbox) == 0);

        Assert.Equal(Events, receiver.Received.Count);
        Assert.Equal(Events / 2, CountDelivered(first));
        Assert.Equal(Events / 2, CountDelivered(second));
        AssertComplete(receiver);
    }

    [Fact]
    public async Task TwoHosts_BothWriteAndDeliver_EverythingIsSentOnce()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using HookHost first = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address }, File);
        await using HookHost second = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address }, File);

        await Task.WhenAll(first.WriteAsync(s_events), second.WriteAsync(s_events));
        await Condition.HoldsAsync(async () => await second.CountAsync(Outbox) == 0);

        Assert.Equal(Events, receiver.Received.Count);
        AssertComplete(receiver);
    }

    [Fact]
    public async Task Process_KilledInTheMiddleOfARequest_TheNextSendsItAgainWithTheSameKey()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string? caught = null;
        receiver.Answer = async (context, hook) =>
        {
            if (receiver.Received.Count == Events / 2)
            {
                caught = hook.Key;
                reached.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }
        };
        await using (HookHost writer = HookHost.Build(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address }, File))
        {
            await writer.WriteAsync(s_events); // not started: it only fills the outbox
        }

        await using ChildProcess child = await ChildProcess.StartAsync(File, receiver.Address);
        await reached.Task;
        await child.KillAsync();
        await using HookHost next = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address }, File);
        await Condition.HoldsAsync(async () => await next.CountAsync(Outbox) == 0);

        string[] again = [.. receiver.Received.GroupBy(static hook => hook.Key, StringComparer.Ordinal).Where(static group => group.Count() > 1).Select(static group => group.Key)];
        Assert.Equal([caught!], again, StringComparer.Ordinal); // nothing but what was under way
        Assert.Equal(Events + 1, receiver.Received.Count); // which is why a receiver looks at the key
        AssertComplete(receiver);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static int CountDelivered(HookHost host) => host.Log.Lines.Count(static line => line.StartsWith("Debug 5010", StringComparison.Ordinal));

    private static void AssertComplete(Receiver receiver)
    {
        Assert.Equal(Events, receiver.Keys.Count);
        foreach (string subject in s_subjects)
        {
            string[] expected = [.. s_events.Where(told => told.Subject == subject).Select(static told => OutboxKeys.NameOf(told.Id))];
            Assert.Equal(expected, receiver.Keys.Where(expected.Contains), StringComparer.Ordinal);
        }
    }
}
