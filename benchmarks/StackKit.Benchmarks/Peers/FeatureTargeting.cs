using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Peers;

/// <summary>Asks Microsoft.FeatureManagement for a flag that targets users: a list, then 10 % of the rest.</summary>
internal sealed class FeatureTargeting(string name, IVariantFeatureManager flags) : Candidate(name)
{
    public override void Run(int operations) => RunAsync(operations).GetAwaiter().GetResult();

    private async Task RunAsync(int operations)
    {
        IVariantFeatureManager manager = flags;
        TargetingContext[] contexts = FeatureFlags.Contexts;
        ulong enabled = 0;
        for (int i = 0; i < operations; i++)
        {
            enabled += await manager.IsEnabledAsync(FeatureFlags.Name, contexts[i & StickyKeys.Mask]) ? 1UL : 0;
        }

        Sink.Keep(enabled);
    }
}
