namespace StackKit.Deploy;

/// <summary>Thrown when something is asked of a rollout that it does not allow now. Nothing has changed.</summary>
public sealed class RolloutRefusedException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="RolloutRefusedException"/> class.</summary>
    /// <param name="message">Why it was refused.</param>
    public RolloutRefusedException(string message)
        : base(message)
    {
    }
}
