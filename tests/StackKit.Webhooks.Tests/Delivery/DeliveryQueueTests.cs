using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using StackKit.Coordination;
using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Delivery;

public sealed class DeliveryQueueTests
{
    private static readonly Endpoint s_endpoint = new("hook", new WebhookEndpointOptions { Url = "https://hooks.example.com/" });
    private static readonly RetryPause s_pause = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), static () => 0.5);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1767323045));
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly DeliveryQueue _queue;
    private long _revision;

    public DeliveryQueueTests()
    {
        _queue = new DeliveryQueue(s_endpoint, s_pause, _time);
    }

    [Fact]
    public void FindDue_Empty_IsNothing()
    {
        Assert.Null(_queue.FindDue());
        Assert.Equal(TimeSpan.MaxValue, _queue.GetWait());
    }

    [Fact]
    public void FindDue_KeysInAnotherOrder_GoesByRevision()
    {
        Put("b", "shop");
        Put("a", "shop");
        Put("c", "shop");

        Assert.Equal(["b", "a", "c"], Drain(), StringComparer.Ordinal);
    }

    [Fact]
    public void FindDue_SubjectFails_OthersGoOnAndItsOrderIsKept()
    {
        Put("s1", "sick");
        Put("s2", "sick");
        Put("h1", "healthy");
        Put("h2", "healthy");

        List<string> sent = [];
        for (int i = 0; i < 40; i++)
        {
            if (_queue.FindDue() is { } next)
            {
                sent.Add(next.Name);
                if (next.Subject == "sick" && sent.Count < 8)
                {
                    _queue.Failed(next, null);
                }
                else
                {
                    _queue.Succeeded(next);
                    _queue.Remove(next);
                }
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["h1", "h2"], sent.Where(static name => name[0] == 'h'), StringComparer.Ordinal);
        Assert.True(sent.IndexOf("h2") < 5);
        Assert.Equal("s2", sent[^1]);
        Assert.All(sent[..^1].Where(static name => name[0] == 's'), static name => Assert.Equal("s1", name));
    }

    [Fact]
    public void FindDue_NewSubjectsKeepComing_OldOneHasItsTurn()
    {
        Put("old", "old");
        _queue.Failed(_queue.FindDue()!, null);
        _time.Advance(TimeSpan.FromSeconds(5));
        int others = 0;
        while (true)
        {
            Put($"n{others}", $"n{others}");
            PendingEvent next = _queue.FindDue()!;
            if (next.Name == "old")
            {
                break;
            }

            _queue.Succeeded(next);
            _queue.Remove(next);
            others++;
            Assert.True(others < 5);
        }
    }

    [Fact]
    public void Failed_Again_PausesLonger()
    {
        Put("a", "shop");
        List<double> pauses = [];
        for (int i = 0; i < 8; i++)
        {
            (TimeSpan pause, int failures) = _queue.Failed(_queue.FindDue()!, null);
            pauses.Add(pause.TotalSeconds);
            Assert.Equal(i + 1, failures);
            Assert.Null(_queue.FindDue());
            Assert.Equal(pause, _queue.GetWait());
            _time.Advance(pause);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 45, 45], pauses.Select(static pause => Math.Round(pause, 3)));
    }

    [Fact]
    public void Failed_WithRetryAfter_LeavesTheEndpointAlone()
    {
        Put("a", "shop");
        Put("b", "web");

        _queue.Failed(_queue.FindDue()!, TimeSpan.FromSeconds(100));

        _time.Advance(TimeSpan.FromSeconds(99));
        Assert.Null(_queue.FindDue());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("b", _queue.FindDue()!.Name);
    }

    [Fact]
    public void Sync_ViewLags_DoesNotBringBackWhatWasRemoved()
    {
        Put("a", "shop");
        _queue.Remove(_queue.FindDue()!);

        _queue.Sync(_entries);

        Assert.Null(_queue.FindDue());
    }

    [Fact]
    public void Sync_SameKeyWrittenAgain_IsANewEvent()
    {
        Put("a", "shop");
        _queue.Remove(_queue.FindDue()!);

        Put("a", "shop");

        Assert.Equal(2, _queue.FindDue()!.Revision);
    }

    [Fact]
    public void Sync_GoneFromTheStore_IsForgotten()
    {
        Put("a", "shop");
        Put("b", "shop");
        _entries.Remove("o/a");

        _queue.Sync(_entries);

        Assert.Equal(["b"], Drain(), StringComparer.Ordinal);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void FindHopeless_MaxAgePassed_IsFound()
    {
        Put("a", "shop");
        _queue.Failed(_queue.FindDue()!, null);
        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Null(_queue.FindHopeless());
        _queue.Failed(_queue.FindDue()!, TimeSpan.FromHours(5));
        Assert.Equal(TimeSpan.FromSeconds(1), _queue.GetWait());

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("a", _queue.FindHopeless()!.Name);
    }

    [Fact]
    public void FindHopeless_WaitedBeforeThisProcess_CountsThat()
    {
        Put("a", "shop", _time.GetUtcNow() - TimeSpan.FromHours(23));
        Assert.Null(_queue.FindHopeless());

        _time.Advance(TimeSpan.FromHours(1));

        Assert.NotNull(_queue.FindHopeless());
    }

    [Fact]
    public void FindHopeless_WrittenInTheFuture_LivesNoLongerThanMaxAge()
    {
        Put("a", "shop", _time.GetUtcNow() + TimeSpan.FromDays(1000));

        _time.Advance(TimeSpan.FromHours(24));

        Assert.NotNull(_queue.FindHopeless());
    }

    [Fact]
    public void FindHopeless_ClockIsSet_ChangesNothing()
    {
        SetClock clock = new();
        DeliveryQueue queue = new(s_endpoint, s_pause, clock);
        Put("a", "shop", clock.GetUtcNow());
        queue.Sync(_entries);

        clock.UtcNow += TimeSpan.FromDays(1000);

        Assert.Null(queue.FindHopeless());
        Assert.NotNull(queue.FindDue());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"id\":\"a\"}")]
    public void FindHopeless_Unreadable_IsFound(string value)
    {
        _entries["o/a"] = new Entry("o/a", System.Text.Encoding.UTF8.GetBytes(value), ++_revision, null);

        _queue.Sync(_entries);

        Assert.Null(_queue.FindHopeless()!.Content);
    }

    private void Put(string name, string subject, DateTimeOffset? stored = null)
    {
        OutboxEntry entry = OutboxEntry.Create(HookHost.Tell(name, subject), stored ?? _time.GetUtcNow());
        _entries[$"o/{name}"] = new Entry($"o/{name}", JsonSerializer.SerializeToUtf8Bytes(entry, OutboxJson.Default.OutboxEntry), ++_revision, null);
        _queue.Sync(_entries);
    }

    private List<string> Drain()
    {
        List<string> names = [];
        while (_queue.FindDue() is { } next)
        {
            names.Add(next.Name);
            _queue.Succeeded(next);
            _queue.Remove(next);
        }

        return names;
    }
}
