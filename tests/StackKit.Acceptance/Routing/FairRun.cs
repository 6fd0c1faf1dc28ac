using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Picks from several threads whose generators start from given seeds, so that the counts are the same in every run.</summary>
internal sealed class FairRun(FairForm form, int threads, int picks, int seed)
{
    private readonly Router _router = new("fair");
    private readonly long[][] _counts = [.. Enumerable.Range(0, threads).Select(_ => new long[form.Weights.Length])];

    /// <summary>Picks while nothing changes.</summary>
    /// <returns>The counts by destination.</returns>
    public long[] Run()
    {
        form.Publish(_router, rotation: 0);
        return RunThreads(thread => form.Count(_router, _counts[thread], picks / threads), static () => { });
    }

    /// <summary>Picks while snapshots are swapped: every other swap races with the picks, and the one after it changes the order of the endpoints.</summary>
    /// <param name="swaps">How many; even.</param>
    /// <returns>The counts by destination.</returns>
    public long[] Run(int swaps)
    {
        int phases = swaps / 2;
        int rotation = 0;
        form.Publish(_router, rotation);
        using Barrier barrier = new(threads + 1, _ => form.Publish(_router, ++rotation));
        void PickInPhases(int thread)
        {
            for (int phase = 0; phase < phases; phase++)
            {
                form.Count(_router, _counts[thread], picks / threads / phases);
                barrier.SignalAndWait();
            }
        }

        return RunThreads(PickInPhases, () =>
        {
            for (int phase = 0; phase < phases; phase++)
            {
                form.Publish(_router, rotation); // the same table: which of both a pick meets cannot matter
                barrier.SignalAndWait();
            }
        });
    }

    private long[] RunThreads(Action<int> pick, Action meanwhile)
    {
        Random seeds = new(seed);
        ulong[] starts = [.. Enumerable.Range(0, threads).Select(_ => (ulong)seeds.NextInt64())];
        Thread[] pickers = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() => Pick(thread)) { IsBackground = true })];
        Array.ForEach(pickers, picker => picker.Start());
        meanwhile();
        Array.ForEach(pickers, picker => picker.Join());
        return [.. Enumerable.Range(0, form.Weights.Length).Select(i => _counts.Sum(counts => counts[i]))];

        void Pick(int thread)
        {
            ThreadRandom.Reset(starts[thread]);
            pick(thread);
        }
    }
}
