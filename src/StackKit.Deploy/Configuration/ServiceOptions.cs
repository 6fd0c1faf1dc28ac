using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>How one service is released.</summary>
public sealed class ServiceOptions
{
    /// <summary>Gets or sets the router whose split is shifted.</summary>
    /// <value>The default is null: the router with the name of the service.</value>
    public string? Router { get; set; }

    /// <summary>Gets or sets the target that creates and stops instances.</summary>
    /// <value>The default is null: the only registered one; with none registered, a rollout only shifts traffic.</value>
    public string? Target { get; set; }

    /// <summary>Gets or sets the version that serves while nothing is stored and the target does not tell.</summary>
    /// <value>The default is null: the only version that the target runs, or none.</value>
    public string? StableVersion { get; set; }

    /// <summary>Gets or sets where candidate instances come from.</summary>
    /// <value>The default is <see cref="RolloutShape.Beside"/>.</value>
    public RolloutShape Shape { get; set; } = RolloutShape.Beside;

    /// <summary>Gets or sets how many instances a service gets that has none yet.</summary>
    /// <value>The default is 1.</value>
    [Range(1, 10_000)]
    public int Instances { get; set; } = 1;

    /// <summary>Gets or sets how many instances of the candidate there are before it is promoted.</summary>
    /// <value>The default is 1.</value>
    [Range(1, 10_000)]
    public int CandidateInstances { get; set; } = 1;

    /// <summary>Gets or sets how requests are divided.</summary>
    /// <value>The default is <see cref="SplitMode.Exact"/>; <see cref="SplitMode.Sticky"/> keeps a user on a version.</value>
    public SplitMode Mode { get; set; } = SplitMode.Exact;

    /// <summary>Gets or sets the name of the strategy.</summary>
    /// <value>The default is <see cref="StrategyNames.Canary"/>.</value>
    public string Strategy { get; set; } = StrategyNames.Canary;

    /// <summary>Gets the settings of the canary strategy.</summary>
    public CanaryOptions Canary { get; } = new();

    /// <summary>Gets the settings of the blue/green strategy.</summary>
    [ValidateObjectMembers]
    public BlueGreenOptions BlueGreen { get; } = new();

    /// <summary>Gets the settings of the linear strategy.</summary>
    [ValidateObjectMembers]
    public LinearOptions Linear { get; } = new();

    /// <summary>Gets how evidence is judged.</summary>
    [ValidateObjectMembers(typeof(AnalysisOptionsValidator))]
    public AnalysisOptions Analysis { get; } = new();

    /// <summary>Gets the hooks that must pass before the first user reaches the candidate.</summary>
    public List<string> Verify { get; } = [];

    /// <summary>Gets or sets how many user requests may fail because of the candidate before it is taken back.</summary>
    /// <value>The default is null: no limit. Enforced by the routers themselves, also when the store is down.</value>
    [Range(1, 1_000_000_000)]
    public long? HarmBudget { get; set; }

    /// <summary>Gets or sets how long the candidate serves everybody before the stable version is stopped.</summary>
    /// <value>0 to 30 days; the default is 30 seconds.</value>
    public TimeSpan BakeTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long a version or an instance may take to finish its requests.</summary>
    /// <value>0 to 30 days; the default is 30 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long a rollout may go without progress before it is undone. Pauses, gates and analyses do not count.</summary>
    /// <value>1 s to 30 days; the default is 10 minutes.</value>
    public TimeSpan ProgressDeadline { get; set; } = TimeSpan.FromMinutes(10);
}
