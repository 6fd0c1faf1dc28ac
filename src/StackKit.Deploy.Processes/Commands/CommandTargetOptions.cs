namespace StackKit.Deploy.Processes;

/// <summary>Options of a target made of a command, section <c>StackKit:Deploy:CommandTargets:{name}</c>.</summary>
public sealed class CommandTargetOptions : CommandOptions
{
    /// <summary>Gets or sets what the command can do.</summary>
    /// <value>The default is both: instances beside the old ones, and upgrades in place.</value>
    public TargetShapes Shapes { get; set; } = TargetShapes.Beside | TargetShapes.InPlace;
}
