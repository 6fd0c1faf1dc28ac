namespace StackKit.Deploy.Analysis;

/// <summary>What the evidence collected so far says about the candidate.</summary>
public enum Verdict
{
    /// <summary>The evidence decides nothing yet: go on collecting.</summary>
    Continue = 0,

    /// <summary>The candidate has been shown to be good enough: the step in progress may be left behind.</summary>
    Promote = 1,

    /// <summary>The candidate has been shown to be worse than it may be: send its traffic back to stable.</summary>
    Rollback = 2,

    /// <summary>The evidence cannot decide and waiting is no longer useful: hold the weight and ask a person.</summary>
    Inconclusive = 3,
}
