namespace StackKit.Deploy;

/// <summary>What is checked on one side of a blue/green switch: the hooks in their order, then the analysis.</summary>
public sealed class BlueGreenChecks
{
    /// <summary>Gets the hooks that must pass.</summary>
    public List<string> Hooks { get; } = [];

    /// <summary>Gets or sets the analysis that must pass. Before the switch it needs metrics, because no user is there yet.</summary>
    /// <value>The default is null: none.</value>
    public AnalysisStepOptions? Analysis { get; set; }
}
