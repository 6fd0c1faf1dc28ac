using Microsoft.FeatureManagement;
using StackKit.Benchmarks.Harness;

namespace StackKit.Benchmarks.Peers;

/// <summary>Asks Microsoft.FeatureManagement for a flag that needs no context.</summary>
internal sealed class FeatureFlag(string name, IVariantFeatureManager flags) : Candidate(name)
{
    public override void Run(int operations) => RunAsync(operations).GetAwaiter().GetResult();

    private async Task RunAsync(int operations)
    {
        IVariantFeatureManager manager = flags;
        ulong enabled = 0;
        for (int i = 0; i < operations; i++)
        {
            enabled += await manager.IsEnabledAsync(FeatureFlags.Name) ? 1UL : 0;
        }

        Sink.Keep(enabled);
    }
}
