namespace StackKit.Testing;

/// <summary>How a <see cref="FaultyEngine"/> pretends that its store went back in time.</summary>
public enum RegressionFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It answers with revisions as if the last commits had been lost.</summary>
    OlderRevision,

    /// <summary>It answers with another epoch, as if the store had been replaced.</summary>
    OtherEpoch,
}
