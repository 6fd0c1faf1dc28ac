namespace StackKit.Deploy;

/// <summary>Where candidate instances come from.</summary>
public enum RolloutShape
{
    /// <summary>New instances are started beside the old ones, which are stopped at the end.</summary>
    Beside,

    /// <summary>The instances that are there are upgraded: out of the pool, drained, upgraded, tested, put back, one by one.</summary>
    InPlace,
}
