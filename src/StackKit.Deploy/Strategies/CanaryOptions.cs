namespace StackKit.Deploy;

/// <summary>Options for the canary strategy.</summary>
public sealed class CanaryOptions
{
    /// <summary>Gets the steps, in order.</summary>
    /// <value>The default is empty, which means 5 %, 25 % and 50 % with an analysis after each; the last one needs evidence.</value>
    public List<StepOptions> Steps { get; } = [];
}
