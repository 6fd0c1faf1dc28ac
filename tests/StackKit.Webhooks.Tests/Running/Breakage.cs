namespace StackKit.Webhooks.Tests.Running;

/// <summary>What is wrong with the store.</summary>
internal enum Breakage
{
    None,

    /// <summary>Nothing is done, and that is said.</summary>
    Unavailable,

    /// <summary>Nothing is done, and nothing is said.</summary>
    Lost,

    /// <summary>Everything is done, and nothing is said.</summary>
    AnswerLost,

    /// <summary>The same for one commit.</summary>
    AnswerLostOnce,
}
