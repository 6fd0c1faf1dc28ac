namespace StackKit.Webhooks.Tests.Running;

/// <summary>Waits for conditions with a generous deadline.</summary>
internal static class Condition
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < s_patience, "The condition did not come to hold.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }
}
