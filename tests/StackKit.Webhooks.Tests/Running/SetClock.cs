namespace StackKit.Webhooks.Tests.Running;

/// <summary>A wall clock that somebody sets, beside a monotonic one that goes on.</summary>
internal sealed class SetClock : TimeProvider
{
    public DateTimeOffset UtcNow { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => UtcNow;
}
