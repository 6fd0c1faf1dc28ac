using CustomPolicy;
using StackKit.Routing;

// A pool policy and a rule matcher of one's own. With dependency injection they are registered as services instead.
RouterEnvironment environment = new() { PoolPolicies = [new BoundedLoadPolicy()], RuleMatchers = [new ClientVersionMatcher()] };
Router router = new("shop", environment);
Endpoint[] endpoints = [.. Enumerable.Range(1, 4).Select(static i => new Endpoint($"shop-{i}", $"http://10.0.0.{i}/"))];
router.Apply(
    new Split
    {
        Arms = [new Arm("v1", 100), new Arm("v2", 0)],
        Rules = [new RouteRule { Name = "new-clients", Version = "v2", Custom = [new CustomMatch("client-version", "4.2")] }],
    },
    [new Pool("v1", endpoints) { Policy = "bounded-load" }]);

// The matcher: clients from 4.2 on get v2, although its weight is 0.
string[] clients = ["3.9", "4.1", "4.2", "5.0", "unknown"];
string[] versions = [.. clients.Select(client => router.Pick(RequestOf(client)).Version)];
Console.WriteLine(string.Join("  ", clients.Zip(versions, static (client, version) => $"client {client}: {version}")));

// The policy: a quiet tenant stays on one instance; a loud one spreads as soon as that instance has more than its share.
HashSet<string> quiet = [];
for (int i = 0; i < 1_000; i++)
{
    RouteDecision decision = router.Begin("tenant-quiet");
    quiet.Add(decision.Endpoint!.Id);
    router.Report(in decision, Outcome.Success, TimeSpan.FromMilliseconds(5));
}

Dictionary<string, int> loud = [];
for (int i = 0; i < 1_000; i++)
{
    string id = router.Begin("tenant-loud").Endpoint!.Id; // none of them is finished
    loud[id] = loud.GetValueOrDefault(id) + 1;
}

Console.WriteLine($"quiet tenant: {string.Join(' ', quiet)}");
Console.WriteLine($"loud tenant:  {string.Join(' ', loud.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}:{pair.Value}"))}");
return versions is ["v1", "v1", "v2", "v2", "v1"] && quiet.Count == 1 && loud.Values.Max() <= 330 ? 0 : 1;

static RouteContext RequestOf(string clientVersion) => new()
{
    Request = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Client-Version"] = clientVersion },
    Reader = new HeaderReader(),
};
