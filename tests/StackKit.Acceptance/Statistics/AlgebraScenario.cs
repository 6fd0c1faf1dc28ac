using StackKit.Acceptance.Harness;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A12: the algebra that lets batches be merged, split, reordered and huge.</summary>
public sealed class AlgebraScenario : IScenario
{
    private const int Cases = 5000;
    private const double Tolerance = 1e-9;

    /// <inheritdoc/>
    public string Id => "K-A12";

    /// <inheritdoc/>
    public string Statement => "Split, merge and order invariance to 1e-9; an empty batch is a no-op; monotone in candidate errors; finite for counts of 1e9.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        SplitMix64 random = SplitMix64.ForRun(run.Seed, 0);
        double worst = 0;
        int notMonotone = 0;
        int changedByNothing = 0;
        int notFinite = 0;
        for (int i = 0; i < Cases; i++)
        {
            double weight = 0.001 + (0.998 * random.NextDouble());
            double ratio = random.NextDouble() < 0.2 ? 0 : 0.5 + random.NextDouble();
            double margin = 0.01 * random.NextDouble();
            (long Requests, long Errors, long Stable)[] batches = [.. Enumerable.Range(0, 5).Select(_ => Draw(ref random))];
            foreach (bool promote in new[] { false, true })
            {
                SequentialKernel parts = Create(promote, ratio, margin);
                SequentialKernel reversed = Create(promote, ratio, margin);
                SequentialKernel whole = Create(promote, ratio, margin);
                SequentialKernel more = Create(promote, ratio, margin);
                foreach ((long requests, long errors, long stable) in batches)
                {
                    parts.Update(weight, requests, errors, stable);
                }

                foreach ((long requests, long errors, long stable) in batches.Reverse())
                {
                    reversed.Update(weight, requests, errors, stable);
                }

                whole.Update(weight, batches.Sum(b => b.Requests), batches.Sum(b => b.Errors), batches.Sum(b => b.Stable));
                more.Update(weight, batches.Sum(b => b.Requests), batches.Sum(b => b.Errors) + 1, batches.Sum(b => b.Stable));
                double scale = Math.Max(1, Math.Abs(whole.LogEvidence));
                worst = Math.Max(worst, Math.Max(Math.Abs(parts.LogEvidence - whole.LogEvidence), Math.Abs(reversed.LogEvidence - whole.LogEvidence)) / scale);
                notMonotone += promote ? (more.LogEvidence < whole.LogEvidence ? 0 : 1) : (more.LogEvidence > whole.LogEvidence ? 0 : 1);
                double before = whole.LogEvidence;
                whole.Update(weight, 0, 0, 0);
                changedByNothing += whole.LogEvidence == before ? 0 : 1;
                whole.Update(weight, 1_000_000_000, 1_000_000_000, 1_000_000_000);
                notFinite += double.IsFinite(whole.LogEvidence) ? 0 : 1;
            }
        }

        run.Note($"{Cases} random cases, rollback and promotion: largest relative difference {worst:E2}, not monotone {notMonotone}, changed by nothing {changedByNothing}, not finite {notFinite}");
        run.Figure("largest_difference", worst.ToString("E1"));
        run.Figure("violations", notMonotone + changedByNothing + notFinite);
        run.Check(worst <= Tolerance, $"Merging or reordering changes the evidence by {worst:E2}.");
        run.Check(notMonotone + changedByNothing + notFinite == 0, $"{notMonotone} not monotone, {changedByNothing} changed by nothing, {notFinite} not finite.");
        return Task.CompletedTask;
    }

    private static SequentialKernel Create(bool promote, double ratio, double margin) =>
        new(promote ? KernelGrids.Promote : KernelGrids.ErrorRollback, ratio, margin);

    private static (long Requests, long Errors, long Stable) Draw(ref SplitMix64 random)
    {
        long requests = (long)(1000 * random.NextDouble());
        return (requests, (long)(requests * 0.05 * random.NextDouble()), (long)(100 * random.NextDouble()));
    }
}
