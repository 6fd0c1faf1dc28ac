using StackKit.Acceptance.Api;

namespace StackKit.Deploy.AspNetCore.Tests;

public sealed class EventStreamTests
{
    [Fact]
    public async Task Stream_BrokenOffAndResumed_HasEveryEventOnce()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        string id = await world.StartToGateAsync("2", Deadline.Token);
        List<long> seen = [];
        string? last = null;
        bool ended = false;
        Task abort = Task.CompletedTask;

        for (int connections = 0; !ended; connections++)
        {
            await using ApiStream stream = await ApiStream.OpenAsync(world, id, last, Deadline.Token);
            for (int events = 0; events < 3 && await stream.ReadAsync(Deadline.Token) is ApiStreamEvent next; events++)
            {
                ended = next.Name == "end";
                if (!ended)
                {
                    seen.Add(next.Sequence);
                    last = next.Id;
                }
            }

            if (connections == 1)
            {
                abort = world.Rollouts.AbortAsync("shop", "ana", "enough", Deadline.Token).AsTask();
            }
        }

        await abort;
        IReadOnlyList<RolloutEvent> all = await world.Rollouts.GetEventsAsync("shop", id, Deadline.Token);
        Assert.Equal(all.Select(static e => e.Sequence), seen);
    }

    [Fact]
    public async Task Stream_EndedRollout_EndsByItself()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        string id = await world.StartToGateAsync("2", Deadline.Token);
        await world.Rollouts.AbortAsync("shop", "ana", "enough", Deadline.Token);
        RolloutState state = await world.Rollouts.WaitAsync("shop", id, Deadline.Token);

        await using ApiStream stream = await ApiStream.OpenAsync(world, id, $"{state.Sequence - 1}", Deadline.Token);

        Assert.Equal(state.Sequence, (await stream.ReadAsync(Deadline.Token))!.Sequence);
        Assert.Equal("end", (await stream.ReadAsync(Deadline.Token))!.Name);
        Assert.Null(await stream.ReadAsync(Deadline.Token));
    }

    [Fact]
    public async Task Stream_PositionBeyondTheLast_WaitsForNothing()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        string id = await world.StartToGateAsync("2", Deadline.Token);
        await using ApiStream stream = await ApiStream.OpenAsync(world, id, $"{long.MaxValue}", Deadline.Token);

        await world.Rollouts.AbortAsync("shop", "ana", "enough", Deadline.Token);

        Assert.Equal("end", (await stream.ReadAsync(Deadline.Token))!.Name);
    }

    [Fact]
    public async Task Stream_ClientGone_GivesItsSlotBack()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s =>
        {
            s.Service = ApiWorld.WaitAtGate;
            s.Configuration["StackKit:Deploy:Api:MaxStreams"] = "1";
        });
        string id = await world.StartToGateAsync("2", Deadline.Token);

        ApiStream first = await ApiStream.OpenAsync(world, id, null, Deadline.Token);
        ApiAnswer refused = await world.SendAsync(HttpMethod.Get, $"services/shop/rollouts/{id}/events", null, "ana", static r => r.Headers.Accept.ParseAdd("text/event-stream"));
        await first.DisposeAsync();

        Assert.Equal((503, "too-many-streams", "10"), (refused.Status, refused.Code, refused.RetryAfter));
        await using ApiStream second = await OpenOnceFreeAsync(world, id);
        Assert.Equal(1, (await second.ReadAsync(Deadline.Token))!.Sequence);
    }

    [Fact]
    public async Task Stream_NothingHappens_SaysThatItIsAlive()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s =>
        {
            s.Service = ApiWorld.WaitAtGate;
            s.Configuration["StackKit:Deploy:Api:StreamHeartbeat"] = "00:00:00.1";
        });
        string id = await world.StartToGateAsync("2", Deadline.Token);

        await using ApiStream stream = await ApiStream.OpenAsync(world, id, $"{long.MaxValue}", Deadline.Token);

        Assert.Equal(":", await stream.ReadLineAsync(Deadline.Token));
        Assert.Equal("", await stream.ReadLineAsync(Deadline.Token));
        Assert.Equal(":", await stream.ReadLineAsync(Deadline.Token));
    }

    [Fact]
    public async Task Stream_TimeIsUp_EndsWithoutAnEnd()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s =>
        {
            s.Service = ApiWorld.WaitAtGate;
            s.Configuration["StackKit:Deploy:Api:StreamDuration"] = "00:00:01";
        });
        string id = await world.StartToGateAsync("2", Deadline.Token);

        await using ApiStream stream = await ApiStream.OpenAsync(world, id, $"{long.MaxValue}", Deadline.Token);

        Assert.Null(await stream.ReadAsync(Deadline.Token));
    }

    [Fact]
    public async Task Stream_ApplicationStops_Ends()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        string id = await world.StartToGateAsync("2", Deadline.Token);
        await using ApiStream stream = await ApiStream.OpenAsync(world, id, $"{long.MaxValue}", Deadline.Token);

        Task stop = world.StopAsync();

        Assert.Null(await stream.ReadAsync(Deadline.Token));
        await stop;
    }

    private static async Task<ApiStream> OpenOnceFreeAsync(ApiWorld world, string id)
    {
        while (true)
        {
            try
            {
                return await ApiStream.OpenAsync(world, id, null, Deadline.Token);
            }
            catch (HttpRequestException exception) when (exception.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }
}
