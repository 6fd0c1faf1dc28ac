namespace StackKit.Deploy;

/// <summary>Whether an instance receives requests.</summary>
public enum InstanceStage
{
    /// <summary>It runs and is in no pool.</summary>
    OutOfPool,

    /// <summary>It is in the pool of its version.</summary>
    InPool,

    /// <summary>It gets no new request and finishes those it has.</summary>
    Draining,

    /// <summary>It has been stopped.</summary>
    Retired,
}
