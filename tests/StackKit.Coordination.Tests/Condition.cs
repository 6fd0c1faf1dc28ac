using Microsoft.Extensions.Time.Testing;

namespace StackKit.Coordination.Tests;

/// <summary>Waits for conditions with a generous deadline.</summary>
internal static class Condition
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits in real time; the fake clock stands still.</summary>
    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(condition, null, TimeSpan.Zero);

    /// <summary>Waits while the fake clock moves on by a step at each look.</summary>
    public static async Task HoldsAsync(Func<bool> condition, FakeTimeProvider? time, TimeSpan step)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "The condition did not come to hold.");
            time?.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
