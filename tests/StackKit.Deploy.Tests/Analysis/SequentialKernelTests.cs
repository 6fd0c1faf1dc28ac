using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class SequentialKernelTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Update_NothingToCompareWith_ChangesNothing(double weight)
    {
        SequentialKernel kernel = new(KernelGrids.ErrorRollback, 1, 0.001);

        kernel.Update(weight, 1000, 100, 100);

        Assert.Equal(0, kernel.LogEvidence, 12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void Update_AbsoluteCeiling_DoesNotDependOnWeightOrStable(double weight)
    {
        SequentialKernel kernel = new(KernelGrids.ErrorRollback, 0, 0.01);
        SequentialKernel other = new(KernelGrids.ErrorRollback, 0, 0.01);

        kernel.Update(weight, 100, 5, 77);
        other.Update(0.5, 100, 5, 0);

        Assert.Equal(other.LogEvidence, kernel.LogEvidence);
    }

    [Theory]
    [InlineData(double.NaN, 1, 1, 1)]
    [InlineData(-0.1, 1, 1, 1)]
    [InlineData(1.1, 1, 1, 1)]
    [InlineData(0.1, -1, 1, 1)]
    [InlineData(0.1, 1, -1, 1)]
    [InlineData(0.1, 1, 1, -1)]
    public void Update_ImpossibleBatch_IsRefusedAndChangesNothing(double weight, long requests, long events, long stableEvents)
    {
        SequentialKernel kernel = new(KernelGrids.ErrorRollback, 1, 0);
        kernel.Update(0.1, 10, 2, 1);
        double[] before = kernel.State.ToArray();

        Assert.Throws<ArgumentOutOfRangeException>(() => kernel.Update(weight, requests, events, stableEvents));

        Assert.Equal(before, kernel.State.ToArray());
    }

    [Theory]
    [InlineData(double.NaN, 0.0)]
    [InlineData(-1.0, 0.0)]
    [InlineData(1.0, double.PositiveInfinity)]
    [InlineData(1.0, -0.1)]
    public void Constructor_ImpossibleNull_Throws(double ratio, double margin) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequentialKernel(KernelGrids.Promote, ratio, margin));

    [Fact]
    public void Update_OneEvent_RulesOutTheAlternativeOfNone()
    {
        SequentialKernel kernel = new([0], 1, 0.005);

        kernel.Update(0.05, 500, 1, 2);
        kernel.Update(0.05, 100_000, 0, 500);

        Assert.Equal(double.NegativeInfinity, kernel.LogEvidence);
    }

    [Fact]
    public void Update_NoEventsAnywhere_PromotesAfterThePublishedNumberOfRequests()
    {
        // Margin 0.5 %, w 5 %, 1/β = 20: 759 candidate requests, from an independent computation.
        SequentialKernel kernel = new(KernelGrids.Promote, 1, 0.005);

        kernel.Update(0.05, 758, 0, 0);
        bool before = kernel.LogEvidence >= Math.Log(20);
        kernel.Update(0.05, 1, 0, 0);

        Assert.False(before);
        Assert.True(kernel.LogEvidence >= Math.Log(20));
    }

    [Fact]
    public void Restore_SavedState_GoesOnExactlyAlike()
    {
        SequentialKernel kernel = new(KernelGrids.Promote, 1, 0.005);
        SequentialKernel restored = new(KernelGrids.Promote, 1, 0.005);
        kernel.Update(0.05, 500, 3, 20);

        restored.Restore(kernel.State);
        kernel.Update(0.2, 100, 1, 2);
        restored.Update(0.2, 100, 1, 2);

        Assert.Equal(kernel.State.ToArray(), restored.State.ToArray());
    }

    [Theory]
    [InlineData(new double[] { 1, 2 })]
    [InlineData(new double[] { 1, 2, 3, 4, double.NaN })]
    public void Restore_StateOfSomethingElse_Throws(double[] stored)
    {
        SequentialKernel kernel = new(KernelGrids.Promote, 1, 0);

        Assert.Throws<ArgumentException>("state", () => kernel.Restore(stored));
    }

    [Fact]
    public void Update_ThousandTimes_AllocatesNothing()
    {
        SequentialKernel kernel = new(KernelGrids.ErrorRollback, 1, 0.001);
        double sum = Work(kernel);

        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Work(kernel);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.True(double.IsFinite(sum));

        static double Work(SequentialKernel kernel)
        {
            double sum = 0;
            for (int i = 0; i < 1000; i++)
            {
                kernel.Update((i & 1) == 0 ? 0.05 : 0.1, 100, 1, 19);
                sum += kernel.LogEvidence;
            }

            return sum;
        }
    }
}
