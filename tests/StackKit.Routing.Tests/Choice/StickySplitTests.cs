using FsCheck.Xunit;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

public sealed class StickySplitTests
{
    private static readonly string[] s_users = [.. Enumerable.Range(0, 5000).Select(i => $"user-{i}")];

    [Fact]
    public void Pick_SameKey_KeepsItsVersionAndHash()
    {
        Router router = WithSplit(Sticky(50, 50));

        RouteDecision first = Pick(router, "alice");
        RouteDecision second = Pick(router, "alice");

        Assert.Equal((first.Version, first.KeyHash), (second.Version, second.KeyHash));
        Assert.Equal(RouteReason.Sticky, first.Reason);
        Assert.NotEqual(0UL, first.KeyHash);
    }

    [Fact]
    public void Pick_EmptyKey_IsChosenExactly()
    {
        Router router = WithSplit(Sticky(90, 10));
        int count = 0;

        for (int i = 0; i < 100; i++)
        {
            RouteDecision decision = router.Pick();
            Assert.Equal((RouteReason.Exact, 0UL), (decision.Reason, decision.KeyHash));
            count += decision.Version == "candidate" ? 1 : 0;
        }

        Assert.InRange(count, 8, 12);
    }

    [Theory]
    [InlineData("candidate", "stable")]
    [InlineData("a-stable", "z-candidate")]
    public void Pick_RampUp_NeverTakesAUserBack(string growing, string shrinking)
    {
        Router router = new("shop");
        HashSet<string> before = [];

        foreach (int percent in new[] { 1, 10, 25, 50, 75, 99, 100 })
        {
            router.SetSplit(Sticky(100 - percent, percent, shrinking, growing));
            HashSet<string> now = [.. s_users.Where(user => Pick(router, user).Version == growing)];

            Assert.Superset(before, now);
            Assert.InRange(now.Count / (double)s_users.Length, (percent / 100.0) - 0.035, (percent / 100.0) + 0.035);
            before = now;
        }
    }

    [Fact]
    public void Pick_RolledBack_RestoresTheFormerUsers()
    {
        Router router = WithSplit(Sticky(90, 10));
        string[] before = [.. s_users.Where(user => Pick(router, user).Version == "candidate")];

        router.SetSplit(Sticky(40, 60));
        router.SetSplit(Sticky(90, 10));

        Assert.NotEmpty(before);
        Assert.True(before.SequenceEqual(s_users.Where(user => Pick(router, user).Version == "candidate"), StringComparer.Ordinal));
    }

    [Property(MaxTest = 50)]
    public bool Pick_ArmsInAnotherOrder_GiveTheSameVersion(byte stable, byte candidate, string? key)
    {
        Split split = new() { Mode = SplitMode.Sticky, Salt = "s", Arms = [new Arm("a", stable + 1), new Arm("b", candidate), new Arm("c", 3)] };
        Router one = WithSplit(split);
        Router other = WithSplit(split with { Arms = [.. split.Arms.Reverse()] });

        return string.IsNullOrEmpty(key) || Pick(one, key).Version == Pick(other, key).Version;
    }

    [Fact]
    public void Pick_OtherSalt_PutsOtherUsersOnTheCandidate()
    {
        Router one = WithSplit(Sticky(90, 10) with { Salt = "one" });
        Router other = WithSplit(Sticky(90, 10) with { Salt = "other" });
        string[] users = [.. s_users.Where(user => Pick(one, user).Version == "candidate")];

        int common = users.Count(user => Pick(other, user).Version == "candidate");

        Assert.InRange(common, 20, 80); // a tenth of about 500, were the salts independent
    }

    [Fact]
    public void Pick_SameSaltOnAnotherNode_AgreesOnKnownUsers()
    {
        // Fixed by the definition of the hash: a change here would move users when an application is upgraded.
        Router router = WithSplit(Sticky(50, 50) with { Salt = "rollout-1" });

        ulong[] hashes = [Pick(router, "alice").KeyHash, Pick(router, "bob").KeyHash, Pick(router, "Zoë 😀").KeyHash];

        Assert.Equal([.. new[] { "alice", "bob", "Zoë 😀" }.Select(Reference)], hashes);
    }

    private static ulong Reference(string key)
    {
        ulong seed = System.IO.Hashing.XxHash3.HashToUInt64(System.Text.Encoding.Unicode.GetBytes("rollout-1"));
        return System.IO.Hashing.XxHash3.HashToUInt64(System.Text.Encoding.Unicode.GetBytes(key), (long)seed);
    }

    private static Split Sticky(double stable, double candidate, string stableName = "stable", string candidateName = "candidate") =>
        new() { Mode = SplitMode.Sticky, Salt = "salt", Arms = [new Arm(stableName, stable), new Arm(candidateName, candidate)] };

    private static RouteDecision Pick(Router router, string key) => router.Pick(new RouteContext { StickyKey = key });
}
