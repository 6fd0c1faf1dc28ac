namespace StackKit.Coordination.Sqlite;

/// <summary>Options of the SQLite engine, section <c>StackKit:Coordination:Sqlite</c>. Read once, when the engine is made.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>Gets or sets the file that keeps the state. It is made when it is not there; its folder is not.</summary>
    /// <value>
    /// Required. A relative path starts at the content root of the application, so processes that share a store but not their folder need an
    /// absolute one. Choose a local disk, and a folder that stays when the next version of the application goes into another one.
    /// </value>
    public string? Path { get; set; }

    /// <summary>Gets or sets how long a call waits while another process writes. The engine does not try again after that.</summary>
    /// <value>From 1 ms to 1 minute. The default is 2 s.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets how often a process that follows the store looks for the commits of others, and whether the file is still the same.</summary>
    /// <value>From 1 ms to 1 s. The default is 50 ms. Commits of the same engine are told at once.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Gets or sets how often a follower hears at least that nothing changed.</summary>
    /// <value>From 10 ms to 1 minute. The default is 1 s.</value>
    public TimeSpan IdleInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how many commits are remembered for followers that lag behind; those further behind list again.</summary>
    /// <value>From 1 to 1,000,000. The default is 4,096. Only keys are kept, no values.</value>
    public int HistoryCommits { get; set; } = 4096;

    /// <summary>Copies the options, so that nobody changes them any more.</summary>
    internal SqliteStoreOptions CopyFor(string path) => new()
    {
        Path = path,
        BusyTimeout = BusyTimeout,
        PollInterval = PollInterval,
        IdleInterval = IdleInterval,
        HistoryCommits = HistoryCommits,
    };
}
