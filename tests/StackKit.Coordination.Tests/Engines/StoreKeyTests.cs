using System.Text.RegularExpressions;
using FsCheck.Xunit;

namespace StackKit.Coordination.Tests.Engines;

public sealed class StoreKeyTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("deploy/web/state", true)]
    [InlineData("Deploy/v1.2_3-rc/A", true)]
    [InlineData("a/...", true)]
    [InlineData("", false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("a//b", false)]
    [InlineData("a/./b", false)]
    [InlineData("a/..", false)]
    [InlineData("a b", false)]
    [InlineData("a\nb", false)]
    [InlineData("a{b}", false)]
    [InlineData("\u00fc", false)]
    public void IsValid_Text_IsJudgedBySegments(string key, bool expected) => Assert.Equal(expected, StoreKey.IsValid(key));

    [Theory]
    [InlineData("", true)]
    [InlineData("a/", true)]
    [InlineData("a/b/", true)]
    [InlineData("a", false)]
    [InlineData("/", false)]
    [InlineData("a//", false)]
    [InlineData("../", false)]
    public void IsValidPrefix_Text_NeedsATrailingSlash(string prefix, bool expected) => Assert.Equal(expected, StoreKey.IsValidPrefix(prefix));

    [Fact]
    public void IsValid_Length_IsBounded()
    {
        Assert.True(StoreKey.IsValid(new string('a', StoreKey.MaximumLength)));
        Assert.False(StoreKey.IsValid(new string('a', StoreKey.MaximumLength + 1)));
    }

    [Property]
    public bool IsValid_AnyText_AgreesWithThePattern(string? text) =>
        StoreKey.IsValid(text) == (text is not null && text.Length <= 512
            && Regex.IsMatch(text, @"\A(?!\.{1,2}(/|\z))[A-Za-z0-9._-]+(/(?!\.{1,2}(/|\z))[A-Za-z0-9._-]+)*\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));

    [Fact]
    public void ThrowIfInvalid_BadKey_NamesTheField()
    {
        Assert.Throws<ArgumentException>("leaderKey", () => StoreKey.ThrowIfInvalid("a b", "leaderKey"));
        Assert.Throws<ArgumentNullException>("leaderKey", () => StoreKey.ThrowIfInvalid(null, "leaderKey"));
        Assert.Throws<ArgumentException>("prefix", () => StoreKey.ThrowIfInvalidPrefix("web", "prefix"));
    }
}
