using System.ComponentModel.DataAnnotations;

namespace StackKit.Deploy;

/// <summary>Options for the blue/green strategy.</summary>
/// <remarks>
/// The candidate gets as many instances as the stable version has. It is checked while no user reaches it, takes over everybody at once, and is
/// watched while the stable version stays warm for <see cref="ServiceOptions.BakeTime"/>: until then the way back is one change of the routing.
/// </remarks>
public sealed class BlueGreenOptions
{
    /// <summary>Gets the headers that lead to the candidate before the switch, by name; one of them is enough.</summary>
    /// <value>The default is empty: only its own addresses do, see the instances of the rollout.</value>
    public Dictionary<string, string> PreviewHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets what is checked before the switch, while users stay on the stable version.</summary>
    public BlueGreenChecks PrePromotion { get; } = new();

    /// <summary>Gets or sets the gate that must be approved before the switch.</summary>
    /// <value>The default is null: it switches by itself when the checks have passed.</value>
    public GateOptions? Gate { get; set; }

    /// <summary>Gets what is checked after the switch; a check that fails sends everybody back.</summary>
    public BlueGreenChecks PostPromotion { get; } = new();

    /// <summary>Gets or sets the share of requests the candidate may fail after the switch, when nobody is left on the stable version to compare with.</summary>
    /// <value>More than 0 to 0.999; the default is 0.05. <see cref="Analysis.AnalysisOptions.MaxErrorRate"/> wins when it is set.</value>
    [Range(1e-9, 0.999)]
    public double MaxErrorRate { get; set; } = 0.05;
}
