namespace StackKit.Deploy.Analysis;

/// <summary>A verdict and its one-word reason, without the report.</summary>
internal readonly record struct SequentialDecision(Verdict Verdict, string Code);
