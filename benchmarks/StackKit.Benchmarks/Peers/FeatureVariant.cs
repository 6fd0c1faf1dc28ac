using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Peers;

/// <summary>Asks Microsoft.FeatureManagement for a variant by percentile: its nearest to a sticky split.</summary>
internal sealed class FeatureVariant() : Candidate("FeatureManagement GetVariantAsync, percentile")
{
    private readonly IVariantFeatureManager _flags = FeatureFlags.Variants();

    public override void Run(int operations) => RunAsync(operations).GetAwaiter().GetResult();

    private async Task RunAsync(int operations)
    {
        IVariantFeatureManager manager = _flags;
        TargetingContext[] contexts = FeatureFlags.Contexts;
        Variant? last = null;
        for (int i = 0; i < operations; i++)
        {
            last = await manager.GetVariantAsync(FeatureFlags.Name, contexts[i & StickyKeys.Mask]);
        }

        Sink.Keep(last);
    }
}
