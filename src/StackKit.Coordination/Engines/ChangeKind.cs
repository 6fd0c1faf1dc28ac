namespace StackKit.Coordination;

/// <summary>What a <see cref="Change"/> tells.</summary>
public enum ChangeKind
{
    /// <summary>Nothing changed: everything up to <see cref="Change.Revision"/> has been delivered, and the store is alive.</summary>
    Idle,

    /// <summary>An entry was written.</summary>
    Put,

    /// <summary>An entry was deleted, or vanished with its lease.</summary>
    Remove,

    /// <summary>Continuity cannot be proven; the stream ends and the follower must list again.</summary>
    Reset,
}
