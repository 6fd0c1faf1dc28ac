using System.Globalization;
using System.Text.Json.Nodes;

namespace StackKit.Cli.Tests.Servers;

/// <summary>A rollout that a test moves; it outlives the server that tells about it.</summary>
internal sealed class FakeRollout
{
    private readonly Lock _lock = new();
    private readonly JsonObject _view;
    private readonly List<JsonObject> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeRollout(string id, string service = "shop", string candidate = "2")
    {
        Id = id;
        _view = new JsonObject
        {
            ["id"] = id, ["service"] = service, ["stable"] = "1", ["candidate"] = candidate, ["isRollback"] = false, ["strategy"] = "Canary", ["phase"] = "Pending", ["isTerminal"] = false,
            ["steps"] = 4, ["candidateWeight"] = 0.0, ["generation"] = 1, ["pauses"] = new JsonArray(), ["actor"] = "ana", ["startReason"] = "new prices", ["createdAt"] = "2031-01-02T03:04:05+00:00",
            ["instances"] = new JsonArray(new JsonObject { ["id"] = "shop-1", ["version"] = "1", ["address"] = "http://10.0.0.1/", ["stage"] = "InPool", ["ready"] = true }), ["store"] = "Live",
            ["candidateArtifact"] = new JsonObject { ["uri"] = "https://files.example/shop-2.zip", ["checksum"] = "sha256:4f" },
        };
    }

    public string Id { get; }

    public JsonNode View
    {
        get
        {
            lock (_lock)
            {
                return _view.DeepClone();
            }
        }
    }

    public bool IsTerminal => View["isTerminal"]!.GetValue<bool>();

    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    public FakeRollout Set(string member, JsonNode? value)
    {
        lock (_lock)
        {
            _view[member] = value;
        }

        return this;
    }

    /// <summary>Goes to a phase, and tells it by an event.</summary>
    public FakeRollout Go(string phase, bool terminal = false)
    {
        string from;
        lock (_lock)
        {
            from = _view["phase"]!.GetValue<string>();
            _view["phase"] = phase;
            _view["isTerminal"] = terminal;
        }

        return Tell("phase-changed", $"from {from} to {phase}", new JsonObject { ["from"] = from, ["to"] = phase });
    }

    public FakeRollout Tell(string kind, string text, JsonObject? data = null)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _events.Add(new JsonObject { ["sequence"] = _events.Count + 1, ["time"] = "2031-01-02T03:04:05+00:00", ["kind"] = kind, ["actor"] = "stackkit", ["text"] = text, ["data"] = data ?? [] });
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
        return this;
    }

    public JsonNode[] EventsAfter(long sequence)
    {
        lock (_lock)
        {
            return [.. _events.Where(e => long.Parse(e["sequence"]!.ToString(), CultureInfo.InvariantCulture) > sequence).Select(e => e.DeepClone())];
        }
    }
}
