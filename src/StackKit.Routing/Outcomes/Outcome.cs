namespace StackKit.Routing;

/// <summary>What a finished request says about the version that served it.</summary>
public enum Outcome
{
    /// <summary>The version did its job.</summary>
    Success,

    /// <summary>The version failed.</summary>
    Failure,

    /// <summary>Nothing, for example because the client went away.</summary>
    Neither,
}
