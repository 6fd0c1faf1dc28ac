using StackKit.Deploy.Control;
using StackKit.Deploy.Evidence;

namespace StackKit.Deploy.Tests.Control;

public sealed class BudgetShareTests
{
    [Fact]
    public void Write_FourRouters_DividesTheWholeBudget()
    {
        RoutingSnapshot routing = Write(null, "a", "b", "c", "d");

        Assert.Equal([3, 3, 2, 2], routing.BudgetShares!.Values);
    }

    [Fact]
    public void Write_RouterIsGone_ItsShareIsNotGivenAgain()
    {
        RoutingSnapshot before = Write(null, "a", "b");

        RoutingSnapshot after = Write(before, "a", "c");

        Assert.Equal(5, after.BudgetShares!["a"]);
        Assert.Equal(5, after.BudgetShares["b"]);
        Assert.Equal(0, after.BudgetShares["c"]);
    }

    [Fact]
    public void Write_NobodyWasThere_GivesItToThoseWhoCome()
    {
        RoutingSnapshot before = Write(null);

        RoutingSnapshot after = Write(before, "a");

        Assert.Equal(10, after.BudgetShares!["a"]);
    }

    private static RoutingSnapshot Write(RoutingSnapshot? before, params string[] routers)
    {
        RolloutDriver driver = new(RolloutDriver.Plan(new RolloutStep.SetWeight(0.5)) with { HarmBudget = 10 }, stables: 1);
        return RoutingWriter.Write(driver.State with { CandidateWeight = 0.5 }, 1, "shop", before, [.. routers.Select(r => new RouterReport { Instance = r, Generation = 1 })]);
    }
}
