using System.ComponentModel.DataAnnotations;

namespace StackKit.Deploy.Processes;

/// <summary>How the instances of one service are started and stopped.</summary>
/// <remarks>
/// In the file name, the working directory, the arguments and the values of the environment, <c>{service}</c>, <c>{version}</c>,
/// <c>{instance}</c>, <c>{port}</c> and <c>{url}</c> (such as <c>http://127.0.0.1:5001</c>) are replaced. Nothing passes through a shell.
/// </remarks>
public sealed class ProcessServiceOptions
{
    /// <summary>Gets or sets the program.</summary>
    /// <value>A path (a relative one starts at the content root of the application), or a name that is looked up in <c>PATH</c>. The default is null: every version has its own.</value>
    public string? FileName { get; set; }

    /// <summary>Gets the arguments.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>Gets or sets the working directory.</summary>
    /// <value>A relative path starts at the content root of the application. The default is null: the content root.</value>
    public string? WorkingDirectory { get; set; }

    /// <summary>Gets the environment variables that are added to those of this application, or replace them.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets the path that answers 2xx when an instance can take requests.</summary>
    /// <value>The default is <c>/health</c>.</value>
    [Required]
    public string HealthPath { get; set; } = "/health";

    /// <summary>Gets or sets how many times in a row it must do so.</summary>
    /// <value>The default is 1.</value>
    [Range(1, 100)]
    public int ReadyCount { get; set; } = 1;

    /// <summary>Gets or sets how long an instance may take to become ready.</summary>
    /// <value>100 ms to 1 hour; the default is 60 seconds.</value>
    public TimeSpan ReadyTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets how long an instance may take to end by itself before it is killed with everything that it has started.</summary>
    /// <value>0 to 1 hour; the default is 10 seconds.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets what is different for single versions, by version.</summary>
    public Dictionary<string, ProcessVersionOptions> Versions { get; } = new(StringComparer.Ordinal);
}
