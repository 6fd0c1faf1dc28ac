using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Worlds;
using StackKit.Events;

namespace StackKit.Deploy.Tests.Events;

public sealed class EventSinkTests
{
    private static readonly CancellationToken s_deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Fact]
    public async Task WriteAsync_SinkFailsForAWhile_HearsEverythingInOrderAndHoldsUpNobody()
    {
        Sink failing = new(failures: 5);
        Sink other = new(failures: 0);
        await using RolloutWorld world = await RolloutWorld.StartAsync(
            service => service.Canary.Steps.Add(new StepOptions { Weight = 50 }),
            services => services.AddSingleton<IEventSink>(failing).AddSingleton<IEventSink>(other));

        string id = await world.Rollouts.StartAsync("shop", "2", "ana", null, s_deadline);
        RolloutState state = await world.Rollouts.WaitAsync("shop", id, s_deadline);
        await other.HearsAsync(state.Sequence);
        await failing.HearsAsync(state.Sequence);

        Assert.Equal(Enumerable.Range(1, (int)state.Sequence).Select(n => $"{id}/{n}").ToArray(), failing.Heard.ToArray());
        Assert.Equal([.. failing.Heard], (string[])[.. other.Heard]);
    }

    private sealed class Sink(int failures) : IEventSink
    {
        private int _failures = failures;

        public ConcurrentQueue<string> Heard { get; } = [];

        public ValueTask WriteAsync(StackKitEvent stackKitEvent, CancellationToken cancellationToken)
        {
            if (Interlocked.Decrement(ref _failures) >= 0)
            {
                throw new InvalidOperationException("not now");
            }

            Heard.Enqueue(stackKitEvent.Id);
            return ValueTask.CompletedTask;
        }

        public async Task HearsAsync(long count)
        {
            while (Heard.Count < count)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, s_deadline);
            }
        }
    }
}
