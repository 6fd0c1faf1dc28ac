namespace StackKit.Deploy.Processes;

/// <summary>What is different for one version of a service.</summary>
public sealed class ProcessVersionOptions
{
    /// <summary>Gets or sets the program.</summary>
    /// <value>The default is null: that of the service.</value>
    public string? FileName { get; set; }

    /// <summary>Gets or sets the arguments.</summary>
    /// <value>The default is null: those of the service.</value>
    public List<string>? Arguments { get; set; }

    /// <summary>Gets the environment variables that are added to those of the service, or replace them.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);
}
