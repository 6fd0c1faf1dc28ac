using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace StackKit.Cli.Tests.Servers;

/// <summary>What a management API knows; it outlives a server that is restarted.</summary>
internal sealed class FakeSite
{
    public List<string> Services { get; } = ["shop"];

    /// <summary>Gets the rollouts of the service shop, newest first.</summary>
    public List<FakeRollout> Rollouts { get; } = [];

    public ConcurrentQueue<RecordedRequest> Requests { get; } = [];

    /// <summary>Gets answers that stand in for the usual ones, by method and path behind the prefix.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Instead { get; } = new(StringComparer.Ordinal);

    public bool HasStreams { get; set; } = true;

    /// <summary>Gets the ids after which streams were asked for.</summary>
    public ConcurrentQueue<string> Resumed { get; } = [];

    public string Why { get; set; } = "shop: 1 -> 2 is RolledBack (ErrorRate).\n  why       too many errors\n";

    public JsonObject Forecast { get; } = new()
    {
        ["service"] = "shop", ["stable"] = "1", ["candidate"] = "2", ["steps"] = new JsonArray("10 % to the candidate"), ["extraInstances"] = 1, ["costs"] = new JsonArray("At least 00:00:30."),
    };

    public RecordedRequest LastPost => Requests.Last(r => r.Method == "POST");

    public FakeRollout Add(string id)
    {
        FakeRollout rollout = new(id);
        Rollouts.Insert(0, rollout);
        return rollout;
    }
}
