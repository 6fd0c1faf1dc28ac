namespace StackKit.Deploy;

/// <summary>A gate in configuration.</summary>
public sealed class GateOptions
{
    /// <summary>Gets or sets the name of the gate.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets after how long without an answer the gate counts as rejected.</summary>
    /// <value>The default is null: never.</value>
    public TimeSpan? Expiry { get; set; }
}
