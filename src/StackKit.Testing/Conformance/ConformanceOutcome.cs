namespace StackKit.Testing;

/// <summary>What became of a conformance statement.</summary>
public enum ConformanceOutcome
{
    /// <summary>The statement holds.</summary>
    Passed,

    /// <summary>The statement does not hold.</summary>
    Failed,

    /// <summary>The statement is about something that the subject does not claim to do.</summary>
    NotApplicable,
}
