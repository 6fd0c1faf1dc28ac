using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace StackKit.Deploy.Analysis;

/// <summary>One measurement of a metric.</summary>
/// <param name="Value">What was measured; null, or not a number, when there was nothing to measure.</param>
/// <param name="Error">What went wrong while measuring; null when nothing did. A measurement with an error has no value.</param>
/// <param name="Time">When it was taken, for display only.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[StructLayout(LayoutKind.Auto)]
public readonly record struct Measurement(double? Value, string? Error, DateTimeOffset Time);
