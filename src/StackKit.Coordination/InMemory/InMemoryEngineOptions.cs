namespace StackKit.Coordination;

/// <summary>Options of the in-memory engine.</summary>
public sealed class InMemoryEngineOptions
{
    /// <summary>Gets or sets how many commits are kept for followers that lag behind.</summary>
    /// <value>At least 1. The default is 4,096.</value>
    public int HistoryCommits { get; set; } = 4096;

    /// <summary>Gets or sets how many bytes of values these commits may hold together.</summary>
    /// <value>At least 1. The default is 16 MiB.</value>
    public long HistoryBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Gets or sets how often a follower hears that nothing changed.</summary>
    /// <value>Positive. The default is 1 s.</value>
    public TimeSpan IdleInterval { get; set; } = TimeSpan.FromSeconds(1);
}
