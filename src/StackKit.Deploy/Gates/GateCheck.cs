namespace StackKit.Deploy;

/// <summary>What a gate answers.</summary>
public sealed record GateCheck
{
    private GateCheck(bool? approved, string actor, string? reason)
    {
        Approved = approved;
        Actor = actor;
        Reason = reason;
    }

    /// <summary>Gets an answer that says: not decided yet.</summary>
    public static GateCheck Waiting { get; } = new(null, "", null);

    /// <summary>Gets the decision; null means that there is none yet.</summary>
    public bool? Approved { get; }

    /// <summary>Gets who decided.</summary>
    public string Actor { get; }

    /// <summary>Gets why; null means nothing was said.</summary>
    public string? Reason { get; }

    /// <summary>Says yes.</summary>
    /// <param name="actor">Who approves.</param>
    /// <param name="reason">Why; null means nothing is said.</param>
    /// <returns>The answer.</returns>
    public static GateCheck Approve(string actor, string? reason) => new(true, Named(actor), reason);

    /// <summary>Says no, which undoes the rollout.</summary>
    /// <param name="actor">Who rejects.</param>
    /// <param name="reason">Why; null means nothing is said.</param>
    /// <returns>The answer.</returns>
    public static GateCheck Reject(string actor, string? reason) => new(false, Named(actor), reason);

    private static string Named(string actor)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(actor);

        return actor;
    }
}
