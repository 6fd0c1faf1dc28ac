namespace StackKit.Deploy;

/// <summary>Why a rollout does not move on by itself. Several reasons can hold at once; it moves when none is left.</summary>
public enum PauseReason
{
    /// <summary>A person or the plan asked for it.</summary>
    Manual,

    /// <summary>A gate has not been answered.</summary>
    Gate,

    /// <summary>The evidence allows no verdict, for example because the stable version fails as well.</summary>
    Inconclusive,

    /// <summary>Releases are frozen.</summary>
    Freeze,

    /// <summary>Something that is needed for a decision does not answer; ends by itself when it does.</summary>
    DependencyDown,
}
