namespace StackKit.Deploy;

/// <summary>A gate in configuration.</summary>
public sealed class GateOptions
{
    /// <summary>Gets or sets the name of the gate.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets after how long without an answer the gate counts as rejected.</summary>
    /// <value>The default is null: never.</value>
    public TimeSpan? Expiry { get; set; }

    /// <summary>Gets or sets how many different people must approve.</summary>
    /// <value>1 to 10; the default is 1.</value>
    public int Approvals { get; set; } = 1;

    /// <summary>Gets or sets a value indicating whether whoever asked for the release may not approve it.</summary>
    /// <value>The default is false.</value>
    public bool SecondPerson { get; set; }
}
