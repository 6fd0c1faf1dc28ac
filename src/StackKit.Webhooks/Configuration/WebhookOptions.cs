namespace StackKit.Webhooks;

/// <summary>Options of the webhooks. Read once, when the application starts.</summary>
public sealed class WebhookOptions
{
    /// <summary>Gets who is told, by name.</summary>
    /// <value>
    /// At first empty. A name has 1 to 64 characters out of <c>A-Z a-z 0-9 . _ -</c>; case does not matter. It identifies the outbox: a
    /// renamed endpoint leaves what was waiting for it behind.
    /// </value>
    public Dictionary<string, WebhookEndpointOptions> Endpoints { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets how many events may wait for one endpoint; beyond it the oldest are dropped with a warning.</summary>
    /// <value>From 1 to 10,000. The default is 1,000. Events written within the same moment can exceed it for that moment.</value>
    public int OutboxLimit { get; set; } = 1_000;

    /// <summary>Gets or sets how many finished events are remembered for each endpoint, so that they are not sent again when they are heard again.</summary>
    /// <value>From 1 to 100,000. The default is 2,000.</value>
    public int MemoryLimit { get; set; } = 2_000;

    /// <summary>Gets or sets how long a finished event is remembered.</summary>
    /// <value>From 1 minute to 365 days. The default is 7 days.</value>
    public TimeSpan MemoryAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Gets or sets the mean pause after the first failure; later ones grow exponentially, all with jitter.</summary>
    /// <value>From 1 ms to 1 hour. The default is 1 s.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the longest pause that a failure causes.</summary>
    /// <value>From <see cref="RetryDelay"/> to 1 day. The default is 1 minute.</value>
    public TimeSpan MaximumRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets the longest pause that a receiver can ask for with <c>Retry-After</c>; longer wishes are cut.</summary>
    /// <value>From zero to 1 day. The default is 10 minutes.</value>
    public TimeSpan MaximumRetryAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how long the endpoints of a process that died stay without one that delivers.</summary>
    /// <value>From 1 s to 5 minutes. The default is 15 s.</value>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(15);
}
