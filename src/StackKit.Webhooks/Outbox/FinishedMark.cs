using System.Text.Json;

namespace StackKit.Webhooks;

/// <summary>Remembers that an event needs no further attempt.</summary>
/// <param name="At">When it was finished, by the clock of the process that did so.</param>
/// <param name="How">How it ended, for people who look into the store.</param>
internal sealed record FinishedMark(DateTimeOffset At, string How)
{
    public static byte[] Write(DateTimeOffset now, string how) => JsonSerializer.SerializeToUtf8Bytes(new FinishedMark(now, how), OutboxJson.Default.FinishedMark);
}
