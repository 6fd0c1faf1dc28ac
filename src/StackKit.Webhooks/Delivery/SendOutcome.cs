namespace StackKit.Webhooks;

/// <summary>What became of one request.</summary>
internal enum SendOutcome
{
    /// <summary>The receiver did not take it now: try again.</summary>
    Failed,

    /// <summary>The receiver has it.</summary>
    Delivered,

    /// <summary>The receiver will never take it.</summary>
    Refused,
}
