using System.Net;
using FsCheck.Xunit;

namespace StackKit.Routing.Tests.Rules;

public sealed class AddressSetTests
{
    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("10.1.2.3/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("192.0.2.1")]
    [InlineData("::/0")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:10.0.0.0/104")]
    public void TryParse_Network_IsAccepted(string text) => Assert.True(AddressRange.TryParse(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.256")]
    [InlineData("0x0a000001")]
    [InlineData("2001:db8::/129")]
    [InlineData("::ffff:10.0.0.0/90")]
    [InlineData("fe80::1%eth0")]
    [InlineData("example.org")]
    public void TryParse_Other_IsRefused(string? text) => Assert.False(AddressRange.TryParse(text, out _));

    [Theory]
    [InlineData("9.255.255.255", false)]
    [InlineData("10.0.0.0", true)]
    [InlineData("10.255.255.255", true)]
    [InlineData("11.0.0.0", false)]
    [InlineData("192.0.2.7", true)]
    [InlineData("192.0.2.8", false)]
    [InlineData("::ffff:10.9.8.7", true)]
    [InlineData("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db9::", false)]
    public void Contains_Boundaries_AreInclusive(string address, bool expected)
    {
        AddressSet set = new(["192.0.2.7", "10.0.0.0/8", "10.3.0.0/16", "2001:db8::/32"]);

        Assert.Equal(expected, set.Contains(AddressKey.From(IPAddress.Parse(address))));
    }

    [Fact]
    public void Contains_WholeFamily_LeavesTheOtherAlone()
    {
        AddressSet v6 = new(["::/0"]);
        AddressSet v4 = new(["0.0.0.0/0"]);

        Assert.True(v6.Contains(AddressKey.From(IPAddress.IPv6Loopback)));
        Assert.False(v6.Contains(AddressKey.From(IPAddress.Loopback)));
        Assert.True(v4.Contains(AddressKey.From(IPAddress.Broadcast)));
        Assert.False(v4.Contains(AddressKey.From(IPAddress.IPv6Loopback)));
    }

    [Property(MaxTest = 200)]
    public bool Contains_AnyNetworks_AgreesWithTheFramework(uint[] addresses, byte[] prefixes, uint probe)
    {
        IPNetwork[] networks = [.. addresses.Zip(prefixes).Select(pair => Network(pair.First, pair.Second % 33))];
        AddressSet set = new([.. networks.Select(network => network.ToString())]);
        IPAddress[] probes = [Address(probe), .. addresses.Select(Address), .. addresses.Select(a => Address(a + 1))];

        return probes.All(address => set.Contains(AddressKey.From(address)) == networks.Any(network => network.Contains(address)));
    }

    private static IPNetwork Network(uint address, int prefix) => new(Address(prefix == 0 ? 0 : address & (uint.MaxValue << (32 - prefix))), prefix);

    private static IPAddress Address(uint address) => new([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]);
}
