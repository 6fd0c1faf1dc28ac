namespace StackKit.Deploy;

/// <summary>How an operation stands.</summary>
public enum OperationStatus
{
    /// <summary>Its intent is journalled; it may or may not have happened. It is repeated with the same key after a crash.</summary>
    Started,

    /// <summary>It is known to have happened.</summary>
    Succeeded,

    /// <summary>It is known to have failed for good.</summary>
    Failed,
}
