using System.Runtime.InteropServices;

namespace StackKit.Deploy.Analysis;

/// <summary>Failures of both arms at one routing weight.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WeightedFailures(double Weight, long Candidate, long Stable);
