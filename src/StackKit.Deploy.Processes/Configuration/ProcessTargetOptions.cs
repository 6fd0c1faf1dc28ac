namespace StackKit.Deploy.Processes;

/// <summary>Options of the target that runs local processes, section <c>StackKit:Deploy:Processes</c>. Read again when the configuration changes.</summary>
public sealed class ProcessTargetOptions
{
    /// <summary>Gets the services whose instances are local processes, by name.</summary>
    public Dictionary<string, ProcessServiceOptions> Services { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the folder that remembers what runs, and holds the output of every instance.</summary>
    /// <value>
    /// The default is null: <c>stackkit-processes</c> in the content root of the application. Set a folder that stays when each release of the application itself
    /// goes into a new one: what runs is found again through it. Read once, when the target is made.
    /// </value>
    public string? DataDirectory { get; set; }

    /// <summary>Adds a service, or changes one that is there.</summary>
    /// <param name="name">The name of the service.</param>
    /// <param name="configure">Sets its options.</param>
    /// <returns>The same options, so that calls can be chained.</returns>
    public ProcessTargetOptions Service(string name, Action<ProcessServiceOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);

        if (!Services.TryGetValue(name, out ProcessServiceOptions? options))
        {
            Services.Add(name, options = new ProcessServiceOptions());
        }

        configure(options);
        return this;
    }
}
