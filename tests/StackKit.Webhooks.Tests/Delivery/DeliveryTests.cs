using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Coordination;
using StackKit.Events;
using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Delivery;

public sealed class DeliveryTests
{
    private const string Outbox = "webhooks/hook/outbox/";

    private static readonly string[] s_subjects = ["shop", "web", "api"];

    [Fact]
    public async Task Receiver_DownForAWhile_HearsEverythingOnceAndInOrder()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.AnswerWith(503);
        await using HookHost host = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address });
        StackKitEvent[] events = [.. Enumerable.Range(0, 60).Select(static i => HookHost.Tell($"e{i:D2}", s_subjects[i % s_subjects.Length]))];

        await host.WriteAsync(events);
        await Condition.HoldsAsync(() => receiver.Received.Count >= 10);
        Assert.True(receiver.Keys.Count <= s_subjects.Length); // only the first of each subject is tried
        int failed = receiver.Received.Count;
        receiver.AnswerWith(200);
        await EmptyAsync(host);

        ReceivedHook[] good = [.. receiver.Received.Skip(failed)];
        foreach (string subject in s_subjects)
        {
            string[] expected = [.. events.Where(told => told.Subject == subject).Select(static told => OutboxKeys.NameOf(told.Id))];
            Assert.Equal(expected, good.Where(hook => hook.Text.Contains($"\"subject\":\"{subject}\"", StringComparison.Ordinal)).Select(static hook => hook.Key).Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        }

        Assert.Equal(events.Length, receiver.Keys.Count);
    }

    [Fact]
    public async Task Receiver_InOrder_HearsEachEventOnce()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using HookHost host = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address });

        await host.WriteAsync(Enumerable.Range(0, 50).Select(static i => HookHost.Tell($"e{i:D2}")));
        await EmptyAsync(host);
        await host.WriteAsync(Enumerable.Range(0, 50).Select(static i => HookHost.Tell($"e{i:D2}"))); // heard again
        await host.WriteAsync(HookHost.Tell("last"));
        await Condition.HoldsAsync(() => receiver.Keys.Contains(OutboxKeys.NameOf("last"), StringComparer.Ordinal));

        Assert.Equal(51, receiver.Received.Count);
        Assert.Equal(51, receiver.Keys.Count);
    }

    [Fact]
    public async Task Memory_Full_ForgetsTheOldest()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using HookHost host = await HookHost.StartAsync(options =>
        {
            options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address };
            options.MemoryLimit = 3;
        });

        await host.WriteAsync(Enumerable.Range(0, 10).Select(static i => HookHost.Tell($"e{i}")));
        await EmptyAsync(host);
        Assert.Equal(3, await host.CountAsync("webhooks/hook/finished/"));
        await host.WriteAsync(HookHost.Tell("e0"), HookHost.Tell("e9"));
        await Condition.HoldsAsync(() => receiver.Received.Count == 11);
        await EmptyAsync(host);

        Assert.Equal(OutboxKeys.NameOf("e0"), receiver.Received[^1].Key); // sent again, with the same key
    }

    [Fact]
    public async Task Endpoint_Hangs_DoesNotHoldUpTheOthersNorTheCaller()
    {
        await using Receiver hanging = await Receiver.StartAsync();
        hanging.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        await using Receiver receiver = await Receiver.StartAsync();
        await using HookHost host = await HookHost.StartAsync(options =>
        {
            options.Endpoints["hanging"] = new WebhookEndpointOptions { Url = hanging.Address, Timeout = TimeSpan.FromMinutes(5) };
            options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address };
        });

        await host.WriteAsync(HookHost.Tell("a"));
        await Condition.HoldsAsync(() => hanging.Received.Count == 1);
        await host.WriteAsync(HookHost.Tell("b"), HookHost.Tell("c"));

        await EmptyAsync(host);
        Assert.Equal(3, receiver.Received.Count);
        Assert.Single(hanging.Received);
        Assert.Equal(3, await host.CountAsync("webhooks/hanging/outbox/"));
    }

    [Fact]
    public async Task Receiver_RefusesOne_ItIsDroppedAndTheNextIsSent()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = static (context, hook) =>
        {
            context.Response.StatusCode = hook.Text.Contains("\"bad\"", StringComparison.Ordinal) ? 404 : 200;
            return Task.CompletedTask;
        };
        await using HookHost host = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address });

        using Measurements measurements = new(host);
        await host.WriteAsync(HookHost.Tell("bad"), HookHost.Tell("good"), HookHost.Tell("bad"));
        await EmptyAsync(host);

        Assert.Equal([OutboxKeys.NameOf("bad"), OutboxKeys.NameOf("good")], receiver.Received.Select(static hook => hook.Key), StringComparer.Ordinal);
        Assert.Contains(host.Log.Lines, static line => line.StartsWith("Warning 5011", StringComparison.Ordinal) && line.Contains("404", StringComparison.Ordinal));
        await Condition.HoldsAsync(() => measurements.Sum("stackkit.webhooks.dropped", "refused") == 1); // told after it was removed
        Assert.Equal(1, measurements.Sum("stackkit.webhooks.attempts", "delivered"));
        Assert.Equal(1, measurements.Sum("stackkit.webhooks.attempts", "refused"));
    }

    [Fact]
    public async Task Receiver_StaysDown_EventsAreDroppedByAge()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.AnswerWith(500);
        await using HookHost host = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address, MaxAge = TimeSpan.FromSeconds(1) });

        using Measurements measurements = new(host);
        await host.WriteAsync(HookHost.Tell("a"), HookHost.Tell("b"));
        await EmptyAsync(host);

        await Condition.HoldsAsync(() => host.Log.Lines.Count(static line => line.StartsWith("Warning 5013", StringComparison.Ordinal)) == 2);
        Assert.Equal(2, measurements.Sum("stackkit.webhooks.dropped", "expired"));
    }

    [Fact]
    public async Task Outbox_SomethingElseInIt_IsDropped()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using HookHost host = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address });

        await host.Store.CommitAsync(Transaction.Create().Put(Outbox + "x", "nonsense"u8.ToArray()));
        await host.WriteAsync(HookHost.Tell("a"));
        await EmptyAsync(host);

        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task Outbox_EventThatIsMarkedAlready_IsFinishedOnceMore()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        Action<WebhookOptions> configure = options =>
        {
            options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address };
            options.MemoryLimit = 1;
        };
        BrokenEngine engine = new();
        await using HookHost host = HookHost.Build(configure, services: engine.Replace);
        await host.WriteAsync(HookHost.Tell("a"));
        await host.Store.CommitAsync(Transaction.Create().Put("webhooks/hook/finished/" + OutboxKeys.NameOf("a"), "restored by hand"u8.ToArray()));

        await using HookHost other = await HookHost.StartAsync(configure, services: engine.Replace);

        await EmptyAsync(other);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task Store_LosesTheAnswerToTheRemoval_NothingIsSentAgain()
    {
        BrokenEngine engine = new() { Concerns = static transaction => transaction.Operations.Any(static operation => operation.IsDelete) };
        await using Receiver receiver = await Receiver.StartAsync();
        await using HookHost host = await HookHost.StartAsync(
            options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address }, services: engine.Replace);

        foreach (Breakage breakage in new[] { Breakage.AnswerLost, Breakage.Lost, Breakage.Unavailable })
        {
            engine.Break = breakage;
            await host.WriteAsync(HookHost.Tell($"{breakage}"));
            await Condition.HoldsAsync(() => receiver.Keys.Contains(OutboxKeys.NameOf($"{breakage}"), StringComparer.Ordinal));
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System); // many attempts to remove it
            engine.Break = Breakage.None;
            await EmptyAsync(host);
        }

        Assert.Equal(3, receiver.Received.Count);
    }

    [Fact]
    public async Task View_ShowsAnEventThatIsGone_ItIsNotSentAgain()
    {
        BrokenEngine engine = new();
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.AnswerWith(500);
        await using HookHost host = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address }, services: engine.Replace);
        await host.WriteAsync(HookHost.Tell("a"));
        await Condition.HoldsAsync(() => receiver.Received.Count > 3);

        engine.IsBlind = true; // as if another process had removed it, and this one did not know yet
        await host.Store.CommitAsync(Transaction.Create().Delete(Outbox + OutboxKeys.NameOf("a")));

        int before = -1;
        await Condition.HoldsAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System); // ten of the longest pauses
            return before == (before = receiver.Received.Count);
        });
        Assert.True(host.Store.Watch(Outbox).Current.Entries.Count == 1);
    }

    [Fact]
    public async Task Stop_InTheMiddleOfARequest_LetsItEnd()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answer = (_, _) => answer.Task;
        HookHost host = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address });
        await host.WriteAsync(HookHost.Tell("a"), HookHost.Tell("b"));
        await Condition.HoldsAsync(() => receiver.Received.Count == 1);

        Task stopping = host.StopAsync();
        answer.SetResult();
        await stopping;

        Assert.Equal(1, await host.CountAsync(Outbox));
        Assert.Single(receiver.Received);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_WhileTheReceiverHangs_LeavesNothingRunning()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        ConcurrentBag<bool> aborted = [];
        receiver.Answer = async (context, _) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            aborted.Add(true);
        };
        HookHost host = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = receiver.Address, Timeout = TimeSpan.FromMinutes(5) });
        WebhookHost delivery = host.Services.GetServices<IHostedService>().OfType<WebhookHost>().Single();
        await host.WriteAsync(HookHost.Tell("a"), HookHost.Tell("b"));
        await Condition.HoldsAsync(() => receiver.Received.Count == 1);

        await delivery.DisposeAsync(); // as a container does that nobody stopped

        Assert.True(delivery.ExecuteTask!.IsCompleted);
        await Condition.HoldsAsync(() => aborted.Count == 1);
        await host.DisposeAsync();
        Assert.Single(receiver.Received);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => host.WriteAsync(HookHost.Tell("c")));
    }

    private static Task EmptyAsync(HookHost host) => Condition.HoldsAsync(async () => await host.CountAsync(Outbox) == 0);
}
