namespace StackKit.Coordination;

/// <summary>How far a <see cref="StoreSnapshot"/> can be trusted.</summary>
public enum StoreHealth
{
    /// <summary>The store has never answered; the entries are empty because nothing is known.</summary>
    Connecting,

    /// <summary>The entries are followed and current.</summary>
    Live,

    /// <summary>The store does not answer; the entries are the last ones known to be good.</summary>
    Stale,

    /// <summary>
    /// The store answers with an older revision or another epoch than was seen; the entries are the last ones from before, until
    /// <see cref="CoordinationSupervisor.AcceptRegression"/> is called.
    /// </summary>
    Regressed,
}
