using FsCheck;
using FsCheck.Xunit;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

/// <summary>The algebra of the kernel, against a naive transcription of its formula.</summary>
public sealed class SequentialKernelProperties
{
    private const double Tolerance = 1e-9;

    [Property]
    public bool Update_AnyBatch_EqualsNaiveFormula(byte weight, byte ratio, byte margin, byte requests, byte events, byte stableEvents, bool promote)
    {
        double w = Weight(weight);
        double rho = ratio % 5 / 2.0;
        double delta = margin / 10_000.0;
        SequentialKernel kernel = Create(promote, rho, delta);

        kernel.Update(w, requests, events % 8, stableEvents % 8);

        double naive = Naive(Grid(promote), w, rho, delta, requests, events % 8, stableEvents % 8);
        return Close(kernel.LogEvidence, Math.Log(naive));
    }

    [Property]
    public bool Update_BatchSplitInTwo_GivesTheSameEvidence(byte weight, ushort requests, byte events, byte stableEvents, byte part, bool promote)
    {
        SequentialKernel whole = Create(promote, 1, 0.003);
        SequentialKernel parts = Create(promote, 1, 0.003);
        double w = Weight(weight);
        long firstRequests = requests * part / 255;
        long firstEvents = events * part / 255;
        long firstStable = stableEvents * part / 255;

        whole.Update(w, requests, events, stableEvents);
        parts.Update(w, firstRequests, firstEvents, firstStable);
        parts.Update(w, requests - firstRequests, events - firstEvents, stableEvents - firstStable);

        return Close(parts.LogEvidence, whole.LogEvidence);
    }

    [Property]
    public bool Update_OrderOfBatchesAndWeightsReversed_GivesTheSameEvidence((byte Weight, byte Requests, byte Events, byte Stable)[] batches, bool promote)
    {
        SequentialKernel forward = Create(promote, 1, 0.003);
        SequentialKernel backward = Create(promote, 1, 0.003);

        foreach ((byte weight, byte requests, byte events, byte stable) in batches)
        {
            forward.Update(Weight(weight), requests, events, stable);
        }

        foreach ((byte weight, byte requests, byte events, byte stable) in batches.Reverse())
        {
            backward.Update(Weight(weight), requests, events, stable);
        }

        return Close(forward.LogEvidence, backward.LogEvidence);
    }

    [Property]
    public bool Update_EmptyBatch_ChangesNothing(byte weight, byte events, byte stableEvents, bool promote)
    {
        SequentialKernel kernel = Create(promote, 1, 0.003);
        kernel.Update(Weight(weight), 100, events, stableEvents);
        double[] before = kernel.State.ToArray();

        kernel.Update(Weight((byte)(weight + 1)), 0, 0, 0);

        return before.AsSpan().SequenceEqual(kernel.State);
    }

    [Property]
    public bool Update_OneMoreCandidateEvent_RaisesRollbackAndLowersPromotion(byte weight, byte events, byte stableEvents, bool promote)
    {
        SequentialKernel fewer = Create(promote, 1, 0.003);
        SequentialKernel more = Create(promote, 1, 0.003);

        fewer.Update(Weight(weight), 300, events, stableEvents);
        more.Update(Weight(weight), 300, events + 1, stableEvents);

        return promote ? more.LogEvidence < fewer.LogEvidence : more.LogEvidence > fewer.LogEvidence;
    }

    [Property]
    public bool Update_BillionsOfRequests_StaysFinite(byte weight, NonNegativeInt events, NonNegativeInt stableEvents, bool promote)
    {
        SequentialKernel kernel = Create(promote, 1, 0.003);

        kernel.Update(Weight(weight), 1_000_000_000, events.Get, stableEvents.Get);
        kernel.Update(Weight(weight), 1_000_000_000, 1_000_000_000, 1_000_000_000);

        return double.IsFinite(kernel.LogEvidence);
    }

    /// <summary>One request routed by chance must leave the evidence, on average, no larger than it was: that is the whole guarantee.</summary>
    [Property]
    public bool Update_OneRandomRequestOnTheEdgeOfTheNull_DoesNotGainOnAverage(byte weight, byte stableRate, bool promote)
    {
        const double Ratio = 1.2;
        const double Margin = 0.004;
        double w = Weight(weight);
        double stable = stableRate / 400.0;
        double candidate = (Ratio * stable) + Margin;

        double mean = (w * candidate * Factor(1, 1, 0)) + (w * (1 - candidate) * Factor(1, 0, 0))
            + ((1 - w) * stable * Factor(0, 0, 1)) + ((1 - w) * (1 - stable));
        return mean <= 1 + Tolerance;

        double Factor(long requests, long events, long stableEvents)
        {
            SequentialKernel kernel = Create(promote, Ratio, Margin);
            kernel.Update(w, requests, events, stableEvents);
            return Math.Exp(kernel.LogEvidence);
        }
    }

    private static double Weight(byte value) => (value + 1) / 257.0;

    private static ReadOnlySpan<double> Grid(bool promote) => promote ? KernelGrids.Promote : KernelGrids.ErrorRollback;

    private static SequentialKernel Create(bool promote, double ratio, double margin) => new(Grid(promote), ratio, margin);

    private static bool Close(double actual, double expected) => Math.Abs(actual - expected) <= Tolerance * Math.Max(1, Math.Abs(expected));

    private static double Naive(ReadOnlySpan<double> grid, double w, double rho, double delta, long requests, long events, long stableEvents)
    {
        double sum = 0;
        foreach (double r in grid)
        {
            double b = ((w * rho) + 1 - w) / ((w * rho * r) + 1 - w);
            double a = b * r;
            sum += Math.Pow(a, events) * Math.Pow(b, stableEvents) * Math.Exp(-delta * (a - 1) * requests) / grid.Length;
        }

        return sum;
    }
}
