using System.Runtime.InteropServices;

namespace StackKit.Acceptance.Routing;

/// <summary>What a hunt saw.</summary>
/// <param name="Removals">How many updates returned.</param>
/// <param name="Picks">How many picks were made meanwhile.</param>
/// <param name="Collections">How many garbage collections were forced meanwhile.</param>
/// <param name="Late">How many picks were of what was known to be removed when they started.</param>
/// <param name="LateDestinations">How many destinations were picked by a pick that started after their removal had returned.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RealTimeResult(long Removals, long Picks, long Collections, long Late, long LateDestinations)
{
    public RealTimeResult Plus(RealTimeResult other) =>
        new(Removals + other.Removals, Picks + other.Picks, Collections + other.Collections, Late + other.Late, LateDestinations + other.LateDestinations);
}
