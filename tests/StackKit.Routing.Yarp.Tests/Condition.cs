namespace StackKit.Routing.Yarp.Tests;

/// <summary>Waits for conditions with a generous deadline.</summary>
internal static class Condition
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static async Task HoldsAsync(Func<bool> condition)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < s_patience, "The condition did not come to hold.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }
}
