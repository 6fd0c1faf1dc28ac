using System.Runtime.InteropServices;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Statistics;

/// <summary>One rollout of an equal candidate at 5 % where a failing client fails ten times on the arm it sticks to. Which way of counting rolls back.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BurstRun(bool OncePerClient, bool EveryError)
{
    private const double Weight = 0.05;
    private const int Burst = 10;
    private const int Clients = 20_000;

    public static BurstRun Simulate(SplitMix64 random, double alpha)
    {
        SequentialKernel once = new(KernelGrids.ErrorRollback, 1, 0);
        SequentialKernel every = new(KernelGrids.ErrorRollback, 1, 0);
        double threshold = -Math.Log(alpha);
        bool onceHit = false;
        bool everyHit = false;
        for (int i = 0; i < Clients; i++)
        {
            bool toCandidate = random.NextDouble() < Weight;
            if (random.NextDouble() < EqualArmsRun.ErrorRate * Burst)
            {
                once.Update(Weight, 1, toCandidate ? 1 : 0, toCandidate ? 0 : 1);
                every.Update(Weight, Burst, toCandidate ? Burst : 0, toCandidate ? 0 : Burst);
                onceHit |= once.LogEvidence >= threshold;
                everyHit |= every.LogEvidence >= threshold;
            }
        }

        return new(onceHit, everyHit);
    }
}
