using System.Text.Json.Serialization;

namespace StackKit.Deploy.Analysis;

/// <summary>What has to be stored of a <see cref="RestartedKernel"/>.</summary>
/// <param name="Log">The log evidence of each alternative since the beginning.</param>
/// <param name="Origins">The same, one after the other, at the begin of each later step.</param>
/// <param name="Peak">The largest log evidence so far.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record RestartedKernelState(double[] Log, double[] Origins, double Peak);
