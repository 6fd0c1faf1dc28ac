using System.Runtime.InteropServices;
using StackKit.Routing;

namespace StackKit.Acceptance.Proxies;

/// <summary>Requests, and those of them that failed or say nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Counts(long Requests, long Failures, long Neither)
{
    public static Counts Of(Router router)
    {
        IReadOnlyList<ArmCounters> arms = router.ReadCounters().Arms;
        return new Counts(arms.Sum(static arm => arm.Requests), arms.Sum(static arm => arm.Failures), arms.Sum(static arm => arm.Neither));
    }

    public Counts Plus(Counts other) => new(Requests + other.Requests, Failures + other.Failures, Neither + other.Neither);

    public override string ToString() => $"{Requests}/{Failures}/{Neither}";
}
