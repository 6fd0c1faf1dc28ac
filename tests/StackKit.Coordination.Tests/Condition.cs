using Microsoft.Extensions.Time.Testing;

namespace StackKit.Coordination.Tests;

/// <summary>Waits for conditions with a generous deadline.</summary>
internal static class Condition
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits in real time; the fake clock stands still.</summary>
    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(condition, null, TimeSpan.Zero);

    /// <summary>Lets fake time pass on a thread without a synchronization context, so that what is due runs before this returns.</summary>
    public static Task PassAsync(FakeTimeProvider? time, TimeSpan step) => time is null ? Task.CompletedTask : Task.Run(() => time.Advance(step));

    /// <summary>Waits while the fake clock moves on by a step at each look.</summary>
    public static async Task HoldsAsync(Func<bool> condition, FakeTimeProvider? time, TimeSpan step)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "The condition did not come to hold.");
            await PassAsync(time, step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
