using Microsoft.Extensions.Time.Testing;

namespace StackKit.Webhooks.Tests.Signing;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_7c1f";

    // printf '1767323045.{"a":1}' | openssl dgst -sha256 -hmac whsec_7c1f
    private const string Header = "t=1767323045,v1=83fc283615b73356745c0c43936593d8ae1479e95cd30d0195e5d2f3877e6b03";

    private static readonly byte[] s_body = """{"a":1}"""u8.ToArray();

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1767323045));

    [Fact]
    public void Create_KnownInput_IsWhatOpenSslComputes() => Assert.Equal(Header, WebhookSignature.Create(_time.GetUtcNow(), s_body, Secret));

    [Fact]
    public void Verify_Genuine_IsTrue() => Assert.True(Verify(Header));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1767323045")]
    [InlineData("v1=83fc283615b73356745c0c43936593d8ae1479e95cd30d0195e5d2f3877e6b03")]
    [InlineData("t=1767323046,v1=83fc283615b73356745c0c43936593d8ae1479e95cd30d0195e5d2f3877e6b03")]
    [InlineData("t=1767323045,t=1767323045,v1=83fc283615b73356745c0c43936593d8ae1479e95cd30d0195e5d2f3877e6b03")]
    [InlineData("t=-1767323045,v1=83fc283615b73356745c0c43936593d8ae1479e95cd30d0195e5d2f3877e6b03")]
    [InlineData("t=99999999999999999999,v1=83fc283615b73356745c0c43936593d8ae1479e95cd30d0195e5d2f3877e6b03")]
    [InlineData("t=1767323045,v1=")]
    [InlineData("t=1767323045,v1=00")]
    [InlineData("t=1767323045,v0=83fc283615b73356745c0c43936593d8ae1479e95cd30d0195e5d2f3877e6b03")]
    [InlineData("t=1767323045,v1=zz83fc283615b73356745c0c43936593d8ae1479e95cd30d0195e5d2f3877e6b03")]
    public void Verify_OtherHeader_IsFalse(string? header) => Assert.False(Verify(header));

    [Fact]
    public void Verify_OneOfTwoSignatures_IsTrue() => Assert.True(Verify($"t=1767323045,v1={new string('0', 64)},{Header[13..]}"));

    [Fact]
    public void Verify_UpperCaseAndSpaces_IsTrue() => Assert.True(Verify($"t=1767323045, v1={Header[16..].ToUpperInvariant()}"));

    [Fact]
    public void Verify_OtherBody_IsFalse() => Assert.False(WebhookSignature.Verify(Header, """{"a":2}"""u8, Secret, TimeSpan.FromMinutes(5), _time));

    [Fact]
    public void Verify_OtherSecret_IsFalse() => Assert.False(WebhookSignature.Verify(Header, s_body, "whsec_7c1e", TimeSpan.FromMinutes(5), _time));

    [Fact]
    public void Verify_HeaderWithoutEnd_IsFalse() => Assert.False(Verify(Header + new string(',', 2000)));

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void Verify_ClocksDiffer_IsTrueWithinTheTolerance(int seconds, bool expected)
    {
        FakeTimeProvider other = new(DateTimeOffset.FromUnixTimeSeconds(1767323045 + seconds));

        Assert.Equal(expected, WebhookSignature.Verify(Header, s_body, Secret, TimeSpan.FromMinutes(5), other));
    }

    [Fact]
    public void Verify_WholeRangeOfTime_DoesNotOverflow() => Assert.True(WebhookSignature.Verify(Header, s_body, Secret, TimeSpan.MaxValue, _time));

    [Fact]
    public void Verify_WrongArguments_Throws()
    {
        Assert.Throws<ArgumentException>("secret", () => WebhookSignature.Verify(Header, s_body, "", TimeSpan.Zero, _time));
        Assert.Throws<ArgumentOutOfRangeException>("tolerance", () => WebhookSignature.Verify(Header, s_body, Secret, TimeSpan.FromSeconds(-1), _time));
    }

    private bool Verify(string? header) => WebhookSignature.Verify(header, s_body, Secret, TimeSpan.FromMinutes(5), _time);
}
