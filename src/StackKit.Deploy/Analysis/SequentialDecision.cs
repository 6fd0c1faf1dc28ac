using System.Runtime.InteropServices;

namespace StackKit.Deploy.Analysis;

/// <summary>A verdict and its one-word reason, without the report.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SequentialDecision(Verdict Verdict, string Code);
