using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Environments and names with which no router is made, each with the field that the refusal names.</summary>
internal static class BadEnvironments
{
    public static IEnumerable<(string Field, Func<Router> Create)> All()
    {
        RouterEnvironment good = new();
        (string Field, RouterEnvironment Environment)[] environments =
        [
            ("TimeProvider", good with { TimeProvider = null! }),
            ("Region", good with { Region = "" }),
            ("Zone", good with { Zone = "a b" }),
            ("ZoneCallerShare", good with { ZoneCallerShare = 0 }),
            ("ZoneCallerShare", good with { ZoneCallerShare = double.NaN }),
            ("PoolPolicies", good with { PoolPolicies = null! }),
            ("PoolPolicies[0]", good with { PoolPolicies = [null!] }),
            ("PoolPolicies[1].Name", good with { PoolPolicies = [new PickyPolicy(), new PickyPolicy()] }),
            ("RuleMatchers", good with { RuleMatchers = null! }),
            ("RuleMatchers[0]", good with { RuleMatchers = [null!] }),
            ("RuleMatchers[1].Name", good with { RuleMatchers = [new PickyMatcher(), new PickyMatcher()] }),
        ];
        string[] names = [null!, "", "a b", "a/b", "größe", "a\n", new('x', 129)];
        return
        [
            .. environments.Select(bad => (bad.Field, (Func<Router>)(() => new Router("good", bad.Environment)))),
            .. names.Select(name => ("name", (Func<Router>)(() => new Router(name)))),
        ];
    }
}
