namespace StackKit.Deploy;

/// <summary>One step in configuration: exactly one of the members is set.</summary>
public sealed class StepOptions
{
    /// <summary>Gets or sets the candidate's share, in percent, 0 to 100.</summary>
    public double? Weight { get; set; }

    /// <summary>Gets or sets how long to wait, such as <c>00:05:00</c>.</summary>
    public TimeSpan? Pause { get; set; }

    /// <summary>Gets or sets what evidence to wait for; <c>{}</c> waits for what the analysis of the service asks for.</summary>
    public AnalysisStepOptions? Analysis { get; set; }

    /// <summary>Gets or sets a routing rule to put in force or to take away.</summary>
    public RuleOptions? Rule { get; set; }

    /// <summary>Gets or sets the name of a hook to run.</summary>
    public string? Hook { get; set; }

    /// <summary>Gets or sets a gate to wait for.</summary>
    public GateOptions? Gate { get; set; }
}
