namespace StackKit.Deploy;

/// <summary>What an operation on the outside world does.</summary>
public enum OperationKind
{
    /// <summary>Creates an instance of the candidate.</summary>
    Prepare,

    /// <summary>Brings an existing instance to the candidate.</summary>
    Upgrade,

    /// <summary>Brings an upgraded instance back to the stable version.</summary>
    Restore,

    /// <summary>Stops an instance for good.</summary>
    Retire,

    /// <summary>Stops every instance of the candidate, those included that a crash left behind.</summary>
    Sweep,

    /// <summary>Asks the target whether there is room for the candidate.</summary>
    CheckCapacity,

    /// <summary>Runs a hook.</summary>
    Hook,
}
