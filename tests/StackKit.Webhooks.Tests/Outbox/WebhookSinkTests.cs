using System.Text.Json;
using StackKit.Coordination;
using StackKit.Events;
using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Outbox;

public sealed class WebhookSinkTests
{
    private const string Prefix = "webhooks/hook/outbox/";

    [Theory]
    [InlineData("r1/7", "40fa2c20b74e67b129717bd907616f9f25f4213fb058563a3ad60ea77821ea1d")]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void NameOf_Id_NeverChanges(string id, string name) => Assert.Equal(name, OutboxKeys.NameOf(id));

    [Fact]
    public void NameOf_OtherIds_AreOtherNames()
    {
        string[] ids = ["a", "A", "a ", "a\0", "../a", "a/..", "\ud800", "\ud801", "\ufffd", new string('a', 1 << 20), new string('a', (1 << 20) + 1)];

        Assert.Equal(ids.Length, ids.Select(OutboxKeys.NameOf).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, static id => Assert.True(StoreKey.IsValid(new OutboxKeys(new string('e', 64)).Waiting(OutboxKeys.NameOf(id)))));
    }

    [Fact]
    public async Task Write_SameEventTwice_IsOneEntry()
    {
        await using HookHost host = HookHost.Build(static options => options.Endpoints["Hook"] = Somewhere());

        await host.WriteAsync(HookHost.Tell("a"), HookHost.Tell("b"), HookHost.Tell("a"));

        Assert.Equal(2, await host.CountAsync(Prefix));
    }

    [Theory]
    [InlineData("rollout.promoted", "shop", EventSeverity.Information, false, false)]
    [InlineData("rollout.promoted", "shop", EventSeverity.Warning, true, false)]
    [InlineData("ROLLOUT.promoted", "SHOP-eu", EventSeverity.Critical, true, false)]
    [InlineData("rollout.paused", "shop", EventSeverity.Warning, false, true)]
    [InlineData("rollout", "shop", EventSeverity.Warning, false, true)]
    [InlineData("failover.done", "web", EventSeverity.Warning, false, true)]
    public async Task Write_Filters_ChooseTheEndpoints(string kind, string subject, EventSeverity severity, bool first, bool second)
    {
        await using HookHost host = HookHost.Build(static options =>
        {
            options.Endpoints["first"] = Somewhere();
            options.Endpoints["first"].Kinds.AddRange(["rollout.promoted", "rollout.rolled-*"]);
            options.Endpoints["first"].Subjects.Add("shop*");
            options.Endpoints["first"].MinimumSeverity = EventSeverity.Warning;
            options.Endpoints["second"] = Somewhere();
            options.Endpoints["second"].Kinds.AddRange(["rollout", "failover.*", "rollout.pau*"]);
        });

        await host.WriteAsync(HookHost.Tell("a", subject, kind) with { Severity = severity });

        Assert.Equal(first ? 1 : 0, await host.CountAsync("webhooks/first/outbox/"));
        Assert.Equal(second ? 1 : 0, await host.CountAsync("webhooks/second/outbox/"));
    }

    [Fact]
    public async Task Write_BiggerThanAnyEntry_IsStoredCut()
    {
        await using HookHost host = HookHost.Build(static options => options.Endpoints["hook"] = Somewhere());
        string huge = new('\u0001', 1 << 20);

        await host.WriteAsync(HookHost.Tell(huge, huge, huge) with
        {
            Message = huge,
            Attributes = Enumerable.Range(0, 100).ToDictionary(i => $"{i}{huge}", _ => huge, StringComparer.Ordinal),
        });

        Entry entry = Assert.Single((await host.Store.ListAsync(Prefix)).Entries);
        Assert.InRange(entry.Value.Length, 1, 300_000);
        Assert.NotNull(JsonSerializer.Deserialize(entry.Value.Span, OutboxJson.Default.OutboxEntry));
    }

    [Fact]
    public async Task Write_TooManyWait_TheOldestAreDropped()
    {
        await using HookHost host = HookHost.Build(static options =>
        {
            options.Endpoints["hook"] = Somewhere();
            options.OutboxLimit = 5;
        });
        StoreView view = host.Store.Watch(Prefix);
        await Condition.HoldsAsync(() => view.Current.IsLoaded);
        for (int i = 0; i < 20; i++)
        {
            int before = i;
            await host.WriteAsync(HookHost.Tell($"e{i}"));
            await Condition.HoldsAsync(() => view.Current.Entries.ContainsKey(Prefix + OutboxKeys.NameOf($"e{before}")));
        }

        string[] ids = await ReadIdsAsync(host);

        Assert.InRange(ids.Length, 5, 6);
        Assert.Equal(Enumerable.Range(20 - ids.Length, ids.Length).Select(static i => $"e{i}"), ids, StringComparer.Ordinal);
        Assert.Equal(20 - ids.Length, host.Log.Lines.Count(static line => line.StartsWith("Warning 5000", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Write_StoreIsDown_ThrowsAndCanBeToldAgain()
    {
        BrokenEngine engine = new();
        await using HookHost host = HookHost.Build(static options => options.Endpoints["hook"] = Somewhere(), services: engine.Replace);

        engine.Break = Breakage.Unavailable;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.WriteAsync(HookHost.Tell("a")));
        engine.Break = Breakage.Lost;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.WriteAsync(HookHost.Tell("a")));
        engine.Break = Breakage.AnswerLost;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => host.WriteAsync(HookHost.Tell("b")));
        engine.Break = Breakage.None;
        await host.WriteAsync(HookHost.Tell("a"), HookHost.Tell("b"));

        Assert.Equal(["b", "a"], await ReadIdsAsync(host));
    }

    [Fact]
    public async Task Write_OneAnswerLost_IsAskedForAgain()
    {
        BrokenEngine engine = new();
        await using HookHost host = HookHost.Build(static options => options.Endpoints["hook"] = Somewhere(), services: engine.Replace);

        engine.Break = Breakage.AnswerLostOnce;
        await host.WriteAsync(HookHost.Tell("a"));

        Assert.Equal(["a"], await ReadIdsAsync(host));
    }

    [Fact]
    public async Task Write_Cancelled_Throws()
    {
        await using HookHost host = HookHost.Build(static options => options.Endpoints["hook"] = Somewhere());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Sink.WriteAsync(HookHost.Tell("a"), new CancellationToken(canceled: true)).AsTask());
    }

    private static WebhookEndpointOptions Somewhere() => new() { Url = "https://hooks.example.com/" };

    private static async Task<string[]> ReadIdsAsync(HookHost host) =>
    [
        .. (await host.Store.ListAsync(Prefix)).Entries.OrderBy(static entry => entry.Revision)
            .Select(static entry => JsonSerializer.Deserialize(entry.Value.Span, OutboxJson.Default.OutboxEntry)!.Id),
    ];
}
