namespace StackKit.Cli.Tests.Running;

/// <summary>A clock that runs faster or slower than the real one, so that a limit comes soon, or not because the machine is busy.</summary>
internal sealed class ScaledTime(double speed) : TimeProvider
{
    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => (long)(System.GetTimestamp() * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / speed : dueTime, period > TimeSpan.Zero ? period / speed : period);
}
