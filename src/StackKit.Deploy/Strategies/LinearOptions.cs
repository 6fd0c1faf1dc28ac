using System.ComponentModel.DataAnnotations;

namespace StackKit.Deploy;

/// <summary>Options for the linear strategy.</summary>
public sealed class LinearOptions
{
    /// <summary>Gets or sets the weight added at each step, in percent.</summary>
    /// <value>The default is 10.</value>
    [Range(1, 100)]
    public int StepWeight { get; set; } = 10;

    /// <summary>Gets or sets the weight after which the candidate is promoted, in percent.</summary>
    /// <value>The default is 50.</value>
    [Range(1, 100)]
    public int MaxWeight { get; set; } = 50;

    /// <summary>Gets or sets the least time between two steps.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how many requests the candidate must have served at each weight but the last, which needs full evidence.</summary>
    /// <value>The default is 50.</value>
    [Range(0, long.MaxValue)]
    public long MinCandidateRequests { get; set; } = 50;
}
