using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>What can be written, and what is refused when the application starts.</summary>
public sealed class PropagationOptionsTests
{
    [Fact]
    public void Options_Defaults_AreOffAndTrustNobody()
    {
        PropagationOptions options = new HttpRoutingOptions().Propagation;

        Assert.False(options.Enabled);
        Assert.Equal("stackkit.version", options.Key);
        Assert.Empty(options.TrustedNetworks);
        Assert.Null(options.Trusted);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1", true)]
    [InlineData("10.0.0.0/8", "::ffff:11.0.0.1", false)]
    [InlineData("::ffff:10.0.0.0/104", "10.0.0.1", true)]
    [InlineData("::ffff:10.0.0.5", "10.0.0.5", true)]
    [InlineData("10.0.0.5", "10.0.0.5", true)]
    [InlineData("10.0.0.5", "10.0.0.6", false)]
    [InlineData("10.0.0.5", "::a00:5", false)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1", "127.0.0.1", false)]
    public void Trusted_Network_IsComparedWithTheAddress(string network, string address, bool trusted)
    {
        PropagationOptions options = new();
        options.TrustedNetworks.Add("192.0.2.0/24");
        options.TrustedNetworks.Add(network);
        DefaultHttpContext context = new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

        Assert.Equal(trusted, new TrustedSources(options, NullLogger.Instance).Contain(context));
    }

    [Fact]
    public void Trusted_NoAddress_IsNotTrusted()
    {
        PropagationOptions options = new();
        options.TrustedNetworks.Add("10.0.0.0/8");

        Assert.False(new TrustedSources(options, NullLogger.Instance).Contain(new DefaultHttpContext()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("everybody")]
    [InlineData("10.1")]
    [InlineData("010.0.0.1")]
    [InlineData("167772161")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData(" 10.0.0.0/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("::ffff:0.0.0.0/96")]
    [InlineData("fe80::1%3")]
    [InlineData("[::1]")]
    [InlineData("localhost")]
    [InlineData(null)]
    public async Task Start_NetworkThatIsNone_SaysWhatToWrite(string? network)
    {
        string message = await StartAsync(options => options.Propagation.TrustedNetworks.AddRange(["10.0.0.0/8", network!]));

        Assert.Contains($"TrustedNetworks[1] '{network}'", message, StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/8", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("two words")]
    [InlineData("a,b")]
    [InlineData("a=b")]
    [InlineData("grün")]
    [InlineData("a;b")]
    public async Task Start_KeyThatIsNoToken_SaysWhatToWrite(string? key)
    {
        string message = await StartAsync(options => options.Propagation.Key = key!);

        Assert.Contains("Propagation.Key", message, StringComparison.Ordinal);
        Assert.Contains("stackkit.version", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeyTooLong_IsRefused() =>
        Assert.Contains("128", await StartAsync(static options => options.Propagation.Key = new string('k', 129)), StringComparison.Ordinal);

    private static async Task<string> StartAsync(Action<HttpRoutingOptions> configure)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => RoutedApp.StartAsync(configure, static _ => { }, static app => app.UseStackKitRouting("shop")));
        return Assert.Single(exception.Failures);
    }
}
