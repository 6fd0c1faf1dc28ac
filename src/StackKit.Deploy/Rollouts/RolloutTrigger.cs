namespace StackKit.Deploy;

/// <summary>What makes a rollout go from one phase to another.</summary>
public enum RolloutTrigger
{
    /// <summary>The rollout may begin.</summary>
    Start,

    /// <summary>Ended before it began.</summary>
    Cancel,

    /// <summary>The checks before the first change passed.</summary>
    ValidationPassed,

    /// <summary>The checks before the first change failed.</summary>
    ValidationFailed,

    /// <summary>The candidate instances are ready.</summary>
    TargetReady,

    /// <summary>Candidate instances could not be made ready, or are gone.</summary>
    TargetFailed,

    /// <summary>The checks without user traffic passed.</summary>
    VerificationPassed,

    /// <summary>The checks without user traffic failed.</summary>
    VerificationFailed,

    /// <summary>The last step is done.</summary>
    StepsCompleted,

    /// <summary>Every live router sends everything to the candidate.</summary>
    Promoted,

    /// <summary>The time of watching is over.</summary>
    BakePassed,

    /// <summary>The stable version has nothing left to do.</summary>
    Drained,

    /// <summary>The stable version is stopped.</summary>
    Retired,

    /// <summary>The evidence speaks against the candidate.</summary>
    AnalysisFailed,

    /// <summary>The failures that users may see are used up.</summary>
    BudgetExhausted,

    /// <summary>No progress for longer than allowed.</summary>
    DeadlineExceeded,

    /// <summary>A hook said no.</summary>
    HookFailed,

    /// <summary>A gate was rejected or expired.</summary>
    GateRejected,

    /// <summary>A person is needed.</summary>
    Hold,

    /// <summary>A person let a held rollout go on.</summary>
    Resume,

    /// <summary>A person completed the current step.</summary>
    PromoteNext,

    /// <summary>A person skipped all remaining steps.</summary>
    PromoteFull,

    /// <summary>A person ended it.</summary>
    Abort,

    /// <summary>A newer version was asked for.</summary>
    NewRevision,

    /// <summary>Everything is undone.</summary>
    RollbackCompleted,

    /// <summary>Something could not be undone.</summary>
    RollbackFailed,

    /// <summary>A person asked to try undoing again.</summary>
    Retry,
}
