using System.Net;
using StackKit.Routing.Tests.Rules;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

public sealed class AllocationTests
{
    public static TheoryData<SplitMode, string> Cases
    {
        get
        {
            TheoryData<SplitMode, string> cases = [];
            foreach (SplitMode mode in Enum.GetValues<SplitMode>())
            {
                foreach (string policy in AllPolicies)
                {
                    cases.Add(mode, policy);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PickBeginReport_SteadyState_AllocateNothing(SplitMode mode, string policy)
    {
        Router router = new("shop");
        Split split = new()
        {
            Mode = mode,
            Arms = [new Arm("stable", 60), new Arm("candidate", 30) { FailureBudget = 1_000_000 }, new Arm("third", 10)],
            Rules =
            [
                new RouteRule { Name = "users", Version = "candidate", Users = ["alice"] },
                new RouteRule { Name = "networks", Version = "candidate", Networks = ["10.0.0.0/8", "2001:db8::/32"] },
                new RouteRule { Name = "denied", Version = "third", Effect = RuleEffect.Deny, Headers = [new ValueMatch("X-Old", "1") { Kind = MatchKind.Prefix }] },
            ],
        };
        router.Apply(split, [PoolOf("stable", "a", "b") with { Policy = policy }, PoolOf("candidate", "c"), PoolOf("third", "d") with { Endpoints = [] }]);
        IPAddress address = IPAddress.Parse("2001:db8::7");
        object request = DictionaryReader.Request(("header:X-New", "1"));
        Run();

        // What a decision allocates shows in every round. What is made once, by the router or by the runtime, shows in one at most.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Measure()));

        long Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Run()
        {
            for (int i = 0; i < 300; i++)
            {
                RouteContext known = new() { StickyKey = "alice", User = i % 3 == 0 ? "alice" : "bob", RemoteAddress = i % 2 == 0 ? address : null };
                router.TryPick(in known, out RouteDecision picked);
                router.Report(in picked, Outcome.Success, Latency);
                RouteDecision begun = router.Begin(in known);
                router.TryBeginEndpoint(in begun, "a", out begun);
                router.Report(in begun, i % 5 == 0 ? Outcome.Failure : Outcome.Neither, Latency);
                router.TryBegin(new RouteContext { StickyKey = "bob", Request = request, Reader = ConstantReader.Instance }, out RouteDecision denied);
                router.TryFallBack(in denied, out RouteDecision other);
                router.Report(other.IsDefault ? denied : other, Outcome.Success, Latency);
            }
        }
    }

    private sealed class ConstantReader : IRequestReader
    {
        public static readonly ConstantReader Instance = new();

        public ReadOnlySpan<char> GetHeader(object request, string name) => "17";

        public ReadOnlySpan<char> GetCookie(object request, string name) => default;
    }
}
