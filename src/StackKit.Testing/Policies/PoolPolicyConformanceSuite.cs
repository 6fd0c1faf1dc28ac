namespace StackKit.Testing;

/// <summary>The numbered statements that every pool policy must fulfil.</summary>
/// <remarks>
/// Independent of a test framework: give each statement a fresh <see cref="PoolPolicyFixture"/> and call
/// <see cref="ConformanceStatement{TFixture}.TryAsync"/>. Statements about shares fail a right policy at most once in a million runs.
/// Numbers never change their meaning; gaps are room for statements to come.
/// </remarks>
public static class PoolPolicyConformanceSuite
{
    private const string Weights = "a policy that follows the weights";
    private const string Keys = "a policy that keeps keys";
    private const string Load = "a policy that avoids load";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Gets all statements, by ascending number.</summary>
    public static IReadOnlyList<ConformanceStatement<PoolPolicyFixture>> Statements { get; } =
    [
        For(1, "A router knows the policy by its name.", ChoiceStatements.IsKnownByName),
        For(2, "The only endpoint of a pool is always chosen.", ChoiceStatements.OnlyEndpoint),
        For(3, "Every choice is an endpoint of the pool, whatever is known about the request.", ChoiceStatements.AlwaysAnEndpoint),
        For(4, "Every endpoint is chosen sooner or later, in pools of 2 to 300.", ChoiceStatements.EveryEndpoint),
        For(5, "Endpoints that were removed, drain or weigh nothing are not chosen.", ChoiceStatements.OnlyThoseThatTakeRequests),
        For(6, "Weights of any size are accepted.", ChoiceStatements.AnyWeights),
        For(7, "Pools of two versions do not disturb one another.", ChoiceStatements.TwoVersions),
        For(20, "An idle pool follows its weights.", Weights, static fixture => fixture.FollowsWeights, ShareStatements.FollowsWeights),
        For(21, "An idle pool follows its weights also when it is set again every five choices.", Weights, static fixture => fixture.FollowsWeights, ShareStatements.SurvivesRefreshes),
        For(30, "A key keeps its endpoint, in another process and with the endpoints in another order.", Keys, static fixture => fixture.KeepsKeys, KeyStatements.KeepsKeys),
        For(31, "Without one endpoint few keys move but its own.", Keys, static fixture => fixture.KeepsKeys, KeyStatements.MovesFewKeys),
        For(40, "An endpoint with many requests in flight gets fewer than its share.", Load, static fixture => fixture.AvoidsLoad, ShareStatements.AvoidsLoad),
        For(50, "A choice allocates nothing.", CostStatements.AllocatesNothing),
        For(51, "Choices of many threads are right while the pool changes.", CostStatements.ManyThreads),
    ];

    private static ConformanceStatement<PoolPolicyFixture> For(int number, string text, Action<PolicyScene> run) => For(number, text, string.Empty, static _ => true, run);

    private static ConformanceStatement<PoolPolicyFixture> For(int number, string text, string requires, Func<PoolPolicyFixture, bool> applies, Action<PolicyScene> run) =>
        new(
            number,
            text,
            requires,
            (fixture, _) => Task.FromResult(applies(fixture) ? null : $"It needs {requires}."),
            (fixture, cancellationToken) => Task.Run(() => run(new PolicyScene(fixture, cancellationToken)), cancellationToken),
            Limit);
}
