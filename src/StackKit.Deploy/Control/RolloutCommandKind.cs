namespace StackKit.Deploy.Control;

internal enum RolloutCommandKind
{
    Start,
    Pause,
    Resume,
    PromoteNext,
    PromoteFull,
    Abort,
    Rollback,
    Retry,
    Approve,
    Reject,
}
