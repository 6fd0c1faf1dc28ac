namespace StackKit.Routing;

/// <summary>What a data plane can do.</summary>
[Flags]
public enum ShifterFeatures
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Divides requests by weight.</summary>
    Weight = 1,

    /// <summary>Applies rules.</summary>
    Rules = 1 << 1,

    /// <summary>Keeps a key on its version.</summary>
    Sticky = 1 << 2,

    /// <summary>Sends a copy of requests to a second version.</summary>
    Mirror = 1 << 3,

    /// <summary>Reports outcomes and takes weights per instance.</summary>
    PerInstance = 1 << 4,

    /// <summary>Can tell whether an intent is in force.</summary>
    Verify = 1 << 5,

    /// <summary>Drains an endpoint without cutting its requests.</summary>
    Drain = 1 << 6,

    /// <summary>Applies an intent as a whole: no request sees a mixture of two.</summary>
    AtomicSwitch = 1 << 7,

    /// <summary>Applies an intent without failing a request.</summary>
    LosslessApply = 1 << 8,

    /// <summary>Keeps <see cref="Arm.FailureBudget"/>.</summary>
    FailureBudget = 1 << 9,
}
