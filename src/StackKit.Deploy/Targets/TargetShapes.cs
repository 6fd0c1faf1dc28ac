namespace StackKit.Deploy;

/// <summary>Which shapes of a rollout a target can do.</summary>
[Flags]
public enum TargetShapes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>New instances beside the old ones.</summary>
    Beside = 1,

    /// <summary>Upgrading the instances that are there.</summary>
    InPlace = 2,
}
