namespace StackKit.Deploy.Processes;

/// <summary>A program that is run for an operation or a hook.</summary>
/// <remarks>It learns what to do from environment variables that begin with <c>STACKKIT_</c>. Nothing passes through a shell.</remarks>
public abstract class CommandOptions
{
    private protected CommandOptions()
    {
    }

    /// <summary>Gets or sets the program.</summary>
    /// <value>A path (a relative one starts at the content root of the application), or a name that is looked up in <c>PATH</c>.</value>
    public string? FileName { get; set; }

    /// <summary>Gets the arguments.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>Gets or sets the working directory.</summary>
    /// <value>A relative path starts at the content root of the application. The default is null: the content root.</value>
    public string? WorkingDirectory { get; set; }

    /// <summary>Gets the environment variables that are added to those of this application, or replace them.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets how long the program may run before it is stopped with everything that it has started.</summary>
    /// <value>100 ms to 1 day; the default is 5 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long it may take to end by itself when it is stopped.</summary>
    /// <value>0 to 1 hour; the default is 5 seconds.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets the folder that remembers which operations are done, and holds the output of those that run.</summary>
    /// <value>The default is null: a folder with the name of the target or hook in <c>stackkit-commands</c>, in the content root of the application.</value>
    public string? DataDirectory { get; set; }
}
