using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Calls that cannot be meant, and code of the application that throws: nothing changes, and nothing is left in flight.</summary>
internal sealed class BadCalls(ScenarioRun run)
{
    private readonly Router _router = new("bad", new RouterEnvironment { RuleMatchers = [new PickyMatcher()], PoolPolicies = [new PickyPolicy()] });
    private int _calls;

    public void Try()
    {
        _router.Apply(BadSplits.Good, BadPools.Good);
        RouteDecision foreign = Router.Create("another", new Arm("1", 1)).Begin();
        Expect<ArgumentNullException>(() => _router.SetSplit(null!));
        Expect<ArgumentNullException>(() => _router.SetPools(null!));
        Expect<ArgumentNullException>(() => _router.Apply(null!, []));
        Expect<ArgumentNullException>(() => _router.Apply(BadSplits.Good, null!));
        Expect<ArgumentNullException>(() => _router.Halt(null!));
        Expect<ArgumentNullException>(() => _router.GetInFlight(null!));
        Expect<ArgumentNullException>(() => _router.GetEndpointInFlight(null!));
        Expect<ArgumentNullException>(() => _router.TryEject(null!, TimeSpan.FromSeconds(1)));
        Expect<ArgumentOutOfRangeException>(() => _router.TryEject("old", TimeSpan.Zero));
        Expect<ArgumentOutOfRangeException>(() => _router.TryEject("old", TimeSpan.FromDays(1.1)));
        Expect<ArgumentNullException>(() => _router.Reinstate(null!));
        Expect<ArgumentException>(() => _router.Report(default, Outcome.Success, TimeSpan.Zero));
        Expect<ArgumentException>(() => _router.Report(in foreign, Outcome.Success, TimeSpan.Zero));
        Expect<ArgumentException>(() => _router.Release(in foreign));
        Expect<ArgumentException>(() => _router.TryFallBack(in foreign, out _));
        Expect<ArgumentException>(() => _router.TryBeginEndpoint(in foreign, "old", out _));
        Expect<NotSupportedException>(() => _router.SetPools([new Pool("1", CreateEndpoints(3)) { Policy = PickyPolicy.PolicyName }]));

        // From here on accepted, and wrong only when it is used.
        _router.SetPools([new Pool("1", CreateEndpoints(2)) { Policy = PickyPolicy.PolicyName }, new Pool("2", CreateEndpoints(2, "z")) { Policy = PickyPolicy.PolicyName }]);
        Expect<InvalidOperationException>(() => _router.Pick());
        Expect<InvalidOperationException>(() => _router.TryBegin(out _));
        _router.Apply(BadSplits.Good with { Rules = [new RouteRule { Name = "throws", Version = "1", Custom = [new CustomMatch(PickyMatcher.MatcherName, "throws")] }] }, []);
        Expect<TimeoutException>(() => _router.Pick());
        Expect<TimeoutException>(() => _router.TryBegin("somebody", out _));
        run.Figure("bad-calls", _calls);
    }

    private static Endpoint[] CreateEndpoints(int count, string prefix = "e") => [.. Enumerable.Range(0, count).Select(i => new Endpoint($"{prefix}{i}", "http://10.0.0.1/"))];

    private void Expect<TException>(Action call)
        where TException : Exception
    {
        _calls++;
        long version = _router.SnapshotVersion;
        string? actual = null;
        try
        {
            call();
        }
        catch (Exception exception)
        {
            actual = exception.GetType().Name;
        }

        bool isEmpty = _router.GetInFlight("1") + _router.GetInFlight("2") + _router.GetEndpointInFlight("e0") == 0;
        run.Check(actual == typeof(TException).Name, $"Call {_calls}: {actual ?? "nothing"} instead of {typeof(TException).Name}.");
        run.Check(_router.SnapshotVersion == version && isEmpty, $"Call {_calls} changed something.");
    }
}
