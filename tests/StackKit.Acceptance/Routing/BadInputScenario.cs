using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-BAD: what cannot be meant is refused by name and changes nothing; where there is nothing to pick, that is said.</summary>
public sealed class BadInputScenario : IScenario
{
    private const int LeastCases = 60;

    /// <inheritdoc/>
    public string Id => "RT-BAD";

    /// <inheritdoc/>
    public string Statement => "60 or more bad splits, rules, histories, pools and environments: each is refused by the name of the field and changes nothing; nothing to pick is false, or a typed exception.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        Router router = new("bad", new RouterEnvironment { RuleMatchers = [new PickyMatcher()], PoolPolicies = [new PickyPolicy()] });
        router.Apply(BadSplits.Good, BadPools.Good);
        (string Field, Action Attempt)[] cases =
        [
            .. BadSplits.All().Concat(BadRules.All()).Select(bad => (bad.Field, (Action)(() => router.SetSplit(bad.Split)))),
            .. BadSplits.All().Concat(BadRules.All()).Select(bad => (bad.Field, (Action)(() => router.Apply(bad.Split, [])))),
            .. BadPools.All().Select(bad => (bad.Field, (Action)(() => router.SetPools(bad.Pools)))),
            .. BadPools.All().Select(bad => (bad.Field, (Action)(() => router.Apply(BadSplits.Good, bad.Pools)))),
            .. BadEnvironments.All().Select(bad => (bad.Field, (Action)(() => bad.Create()))),
        ];
        int refused = 0;
        foreach ((string field, Action attempt) in cases)
        {
            string? problem = Refuse(router, field, attempt);
            refused += problem is null ? 1 : 0;
            run.Check(problem is null, $"{field}: {problem}");
        }

        run.Figure("cases", cases.Length);
        run.Figure("refused-by-name-and-changed-nothing", refused);
        run.Check(cases.Length >= LeastCases, $"There are only {cases.Length} cases.");
        run.Check(Refuse(router, "Arms", () => router.SetSplit(BadSplits.Good)) is not null, "The control is no control: a good split counts as refused.");
        run.Check(Refuse(router, "Arms[1]", () => router.SetSplit(BadSplits.Good with { Arms = [] })) is not null, "The control is no control: a refusal by another name counts.");
        TryNothing(run);
        new BadCalls(run).Try();
        return Task.CompletedTask;
    }

    private static void TryNothing(ScenarioRun run)
    {
        int said = 0;
        int routers = 0;
        foreach ((string name, Router empty) in NothingToPick.All())
        {
            string? problem = NothingToPick.Try(empty);
            routers++;
            said += problem is null ? 1 : 0;
            run.Check(problem is null, $"{name}: {problem}");
        }

        run.Figure("nothing-to-pick", $"{said}/{routers}");
        run.Check(NothingToPick.Try(Router.Create("something", new Arm("1", 1))) is not null, "The control is no control: a router with something to give counts as one without.");
    }

    /// <summary>Says what is wrong with a refusal; null when nothing is.</summary>
    private static string? Refuse(Router router, string field, Action attempt)
    {
        long version = router.SnapshotVersion;
        Split? split = router.Split;
        IReadOnlyList<Pool> pools = router.Pools;
        try
        {
            attempt();
            return "was accepted";
        }
        catch (RoutingConfigurationException refusal)
        {
            bool isUnchanged = router.SnapshotVersion == version && ReferenceEquals(router.Split, split) && ReferenceEquals(router.Pools, pools) && router.Pick().Endpoint is { Id: "old" or "old-2" };
            return !isUnchanged ? "changed something"
                : refusal.ParamName != field || !refusal.Message.StartsWith(field + " ", StringComparison.Ordinal) ? $"was refused for {refusal.ParamName}: {refusal.Message}"
                : null;
        }
    }
}
