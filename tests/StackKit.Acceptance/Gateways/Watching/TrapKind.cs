namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>What a <see cref="Trap"/> does to its own process.</summary>
internal enum TrapKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Kills it right before the commit.</summary>
    KillBefore,

    /// <summary>Kills it right after the commit, before anybody in it has heard of that.</summary>
    KillAfter,

    /// <summary>Stops it right before the commit, which goes on when the process does.</summary>
    StopBefore,
}
