using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>What another node is told of a sticky split.</summary>
internal sealed record StickyNode(string Salt, IReadOnlyList<Arm> Arms, StickyHistory? History)
{
    private const int Keys = 10_000;

    public static StickyNode Of(Split split) => new(split.Salt, split.Arms, split.History);

    public static StickyNode Read(string json) => JsonSerializer.Deserialize<StickyNode>(json) ?? throw new JsonException("There is no node.");

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Gets a hash over the versions that a router, told of the split, assigns to 10,000 keys.</summary>
    public string HashAssignments()
    {
        Router router = new("node");
        router.SetSplit(new Split { Mode = SplitMode.Sticky, Salt = Salt, Arms = Arms, History = History });
        return HashAssignments(router);
    }

    public static string HashAssignments(Router router)
    {
        XxHash128 hash = new();
        for (int i = 0; i < Keys; i++)
        {
            router.TryPick(string.Create(CultureInfo.InvariantCulture, $"customer {i} äß"), out RouteDecision decision);
            hash.Append(Encoding.UTF8.GetBytes(decision.Version));
        }

        return Convert.ToHexString(hash.GetCurrentHash());
    }
}
