using System.Text.Json.Serialization;

namespace StackKit.Deploy.Analysis;

/// <summary>What has to be stored of a <see cref="LatencyBoundEvidence"/>.</summary>
/// <param name="Rollback">The evidence for a rollback.</param>
/// <param name="Promote">The evidence for a promotion; null where a promotion asks for none.</param>
/// <param name="CandidateSlow">How many candidate requests were above the bound.</param>
/// <param name="StableSlow">How many stable requests were above the bound.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record LatencyBoundState(RestartedKernelState Rollback, double[]? Promote, long CandidateSlow, long StableSlow);
