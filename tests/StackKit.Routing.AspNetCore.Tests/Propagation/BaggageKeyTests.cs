using FsCheck.Xunit;

namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>A key is recognised under every disguise, and no other is taken for it.</summary>
public sealed class BaggageKeyTests
{
    private static readonly BaggageKey s_key = new("stackkit.version");

    [Property]
    public bool IsLike_EncodedAnyNumberOfTimes_IsRecognised(int seed)
    {
        Random random = new(seed);
        string text = new string(' ', random.Next(3)) + s_key.Name + new string('+', random.Next(3));
        for (int i = random.Next(6); i > 0; i--)
        {
            text = string.Concat(text.Select(c => random.Next(3) == 0 ? $"%{(int)c:x2}" : random.Next(2) == 0 ? $"{char.ToUpperInvariant(c)}" : $"{c}"));
        }

        return s_key.IsLike(text);
    }

    [Property]
    public bool IsLike_OneCharacterChanged_IsAnotherKey(byte place, char other)
    {
        char[] text = s_key.Name.ToCharArray();
        int i = place % text.Length;
        bool isSame = char.ToUpperInvariant(other) == char.ToUpperInvariant(text[i]);
        text[i] = other;

        return isSame || !s_key.IsLike(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stackkit.versio")]
    [InlineData("stackkit.versionx")]
    [InlineData("stackkit version")]
    [InlineData("%stackkit.version")]
    [InlineData("stackkit.version%2")]
    public void IsLike_AnotherKey_IsNot(string other) => Assert.False(s_key.IsLike(other));
}
