using FsCheck.Xunit;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class RestartedKernelTests
{
    [Property]
    public bool LogEvidence_SomeCopiesStarted_IsTheWeightedMeanOfSeparateKernels(byte[] events, byte restarts)
    {
        int copies = (restarts % 5) + 1;
        RestartedKernel restarted = new(Kernel(), copies);
        List<SequentialKernel> separate = [Kernel()];
        for (int i = 0; i < events.Length; i++)
        {
            if (i % 3 == 2 && separate.Count <= copies)
            {
                separate.Add(Kernel());
                restarted.Restart();
            }

            restarted.Update(0.1, 100, events[i] % 4, 10);
            separate.ForEach(k => k.Update(0.1, 100, events[i] % 4, 10));
        }

        double each = 0.5 / copies;
        double waiting = each * (copies - (separate.Count - 1));
        double expected = Math.Log((0.5 * Math.Exp(separate[0].LogEvidence)) + separate.Skip(1).Sum(k => each * Math.Exp(k.LogEvidence)) + waiting);
        return Math.Abs(restarted.LogEvidence - expected) < 1e-9;
    }

    [Fact]
    public void LogEvidence_NothingObserved_IsZeroWhateverWasRestarted()
    {
        RestartedKernel kernel = new(Kernel(), 3);

        kernel.Restart();
        kernel.Update(0.1, 0, 0, 0);

        Assert.Equal(0, kernel.LogEvidence, 12);
    }

    [Fact]
    public void Update_RegressionAfterALongGoodStep_IsSeenSoonerWithARestart()
    {
        RestartedKernel restarted = new(Kernel(), 1);
        SequentialKernel plain = Kernel();
        restarted.Update(0.1, 10_000, 40, 450);
        plain.Update(0.1, 10_000, 40, 450);

        restarted.Restart();
        restarted.Update(0.1, 500, 14, 22);
        plain.Update(0.1, 500, 14, 22);

        Assert.True(restarted.LogEvidence > Math.Log(20), $"Restarted: {restarted.LogEvidence}.");
        Assert.True(plain.LogEvidence < Math.Log(20), $"Plain: {plain.LogEvidence}.");
    }

    [Fact]
    public void Peak_EvidenceFallsAgain_Stays()
    {
        RestartedKernel kernel = new(Kernel(), 0);

        kernel.Update(0.1, 100, 5, 1);
        double high = kernel.LogEvidence;
        kernel.Update(0.1, 100, 0, 50);

        Assert.True(kernel.LogEvidence < high);
        Assert.Equal(high, kernel.Peak);
    }

    private static SequentialKernel Kernel() => new(KernelGrids.ErrorRollback, 1, 0.001);
}
