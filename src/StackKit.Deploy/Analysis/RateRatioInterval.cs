using System.Runtime.InteropServices;

namespace StackKit.Deploy.Analysis;

/// <summary>An interval for how many times as often as stable the candidate fails, valid at every look.</summary>
/// <param name="Low">The ratio is above this; null when the evidence gives no lower bound.</param>
/// <param name="High">The ratio is below this; null when the evidence gives no upper bound.</param>
/// <param name="Level">The probability, from 0 to 1, that the interval at this look holds the true ratio, if that ratio stayed the same.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RateRatioInterval(double? Low, double? High, double Level);
