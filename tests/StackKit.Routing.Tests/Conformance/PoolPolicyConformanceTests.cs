using StackKit.Testing;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Conformance;

public sealed class PoolPolicyConformanceTests
{
    public static TheoryData<string, int> Applicable
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string policy in AllPolicies)
            {
                foreach (ConformanceStatement<PoolPolicyFixture> statement in PoolPolicyConformanceSuite.Statements.Where(statement => Applies(statement, new BuiltInPolicyFixture(policy))))
                {
                    cases.Add(policy, statement.Number);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Applicable))]
    public async Task Statement_BuiltInPolicy_Passes(string policy, int number)
    {
        ConformanceResult result = await Find(number).TryAsync(new BuiltInPolicyFixture(policy));

        Assert.True(result.Outcome == ConformanceOutcome.Passed, $"{Find(number)} {result.Outcome}: {result.Reason}");
    }

    [Theory]
    [InlineData(BrokenPolicy.Fault.OutOfRange, 3, 4)]
    [InlineData(BrokenPolicy.Fault.AlwaysFirst, 4, 20)]
    [InlineData(BrokenPolicy.Fault.ForgetsItsTurn, 21)]
    [InlineData(BrokenPolicy.Fault.IgnoresWeights, 20)]
    [InlineData(BrokenPolicy.Fault.Allocates, 50)]
    [InlineData(BrokenPolicy.Fault.HashesByProcess, 30, 31)]
    [InlineData(BrokenPolicy.Fault.PrefersLoad, 40)]
    [InlineData(BrokenPolicy.Fault.KeepsOldEndpoints, 51)]
    [InlineData(BrokenPolicy.Fault.RefusesTinyWeights, 6)]
    [InlineData(BrokenPolicy.Fault.WrongName, 1)]
    public async Task Statement_BrokenPolicy_IsCaught(BrokenPolicy.Fault fault, params int[] numbers)
    {
        foreach (int number in numbers)
        {
            ConformanceResult result = await Find(number).TryAsync(new BrokenPolicyFixture(fault));

            Assert.True(result.Outcome == ConformanceOutcome.Failed, $"{Find(number)} {result.Outcome} for {fault}.");
        }
    }

    [Fact]
    public void Statements_Always_HaveAscendingNumbers()
    {
        int[] numbers = [.. PoolPolicyConformanceSuite.Statements.Select(statement => statement.Number)];

        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    private static ConformanceStatement<PoolPolicyFixture> Find(int number) => PoolPolicyConformanceSuite.Statements.Single(statement => statement.Number == number);

    private static bool Applies(ConformanceStatement<PoolPolicyFixture> statement, BuiltInPolicyFixture fixture) => statement.Number switch
    {
        20 or 21 => fixture.FollowsWeights,
        30 or 31 => fixture.KeepsKeys,
        40 => fixture.AvoidsLoad,
        _ => true,
    };
}
