using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Rules;

/// <summary>Lists of networks and exceptions against a search of all of them for the longest prefix.</summary>
public sealed class NetworkPropertyTests
{
    private static readonly byte[] s_octets = [0, 1, 2, 127, 128, 254, 255]; // few, so that networks lie within one another

    [Property(MaxTest = 1_000)]
    public Property Contains_NetworksAndExceptions_TheLongestPrefixDecides() => Prop.ForAll(Entries().ToArbitrary(), entries =>
    {
        AddressSet set = new([.. entries.Select(entry => entry.Text)]);

        return Probes(entries).All(address => set.Contains(AddressKey.From(address)) == Expected(entries, address));
    });

    [Property(MaxTest = 200)]
    public Property Pick_NetworksAndExceptions_AllowWhomTheLongestPrefixAllows() => Prop.ForAll(Entries().ToArbitrary(), entries =>
    {
        RouteRule rule = new() { Name = "networks", Version = "candidate", Networks = [.. entries.Select(entry => entry.Text)] };
        Router router = new("shop");
        if (entries.All(entry => entry.IsException))
        {
            return entries.Length == 0 || Record.Exception(() => router.SetSplit(TwoVersions(1, 0) with { Rules = [rule] })) is RoutingConfigurationException { ParamName: "Rules[0].Networks" };
        }

        router.SetSplit(TwoVersions(1, 0) with { Rules = [rule] });

        return Probes(entries).All(address => router.Pick(new RouteContext { RemoteAddress = address }).Version == (Expected(entries, address) ? "candidate" : "stable"));
    });

    private static Gen<Entry[]> Entries()
    {
        Gen<byte> octet = Gen.Elements(s_octets);
        Gen<Entry> v4 = from bytes in octet.ArrayOf(4)
                        from prefix in Gen.Choose(0, 32)
                        from isException in Gen.Elements(true, false)
                        from isMapped in Gen.Elements(true, false)
                        select Entry.Create(isMapped ? [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, .. bytes] : bytes, isMapped ? prefix + 96 : prefix, isException);
        Gen<Entry> v6 = from bytes in octet.ArrayOf(16)
                        from zeros in Gen.Choose(0, 16)
                        from prefix in Gen.Choose(0, 128)
                        from isException in Gen.Elements(true, false)
                        select Entry.Create([.. bytes.Select((value, i) => i is > 0 and < 12 || i > zeros ? (byte)0 : value)], prefix, isException);
        return Gen.Choose(0, 12).SelectMany(count => Gen.OneOf(v4, v6.Where(entry => !entry.Address.IsIPv4MappedToIPv6)).ArrayOf(count));
    }

    /// <summary>Gets the ends of every network, what lies just outside, and the same as mapped addresses.</summary>
    private static IEnumerable<IPAddress> Probes(Entry[] entries)
    {
        foreach (Entry entry in entries)
        {
            byte[] first = entry.Masked(0);
            byte[] last = entry.Masked(255);
            foreach (byte[] bytes in new[] { first, last, Step(first, -1), Step(last, 1), entry.Address.GetAddressBytes() })
            {
                yield return new IPAddress(bytes);
                yield return bytes.Length == 4 ? new IPAddress(bytes).MapToIPv6() : new IPAddress(bytes[..4]);
            }
        }

        yield return IPAddress.Loopback;
        yield return IPAddress.IPv6Loopback;
    }

    private static bool Expected(Entry[] entries, IPAddress address)
    {
        IPAddress folded = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Entry[] around = [.. entries.Where(entry => entry.Contains(folded))];
        int longest = around.Select(entry => entry.Bits).DefaultIfEmpty(-1).Max();
        Entry[] deciding = [.. around.Where(entry => entry.Bits == longest)];
        return deciding.Length > 0 && !deciding.Any(entry => entry.IsException);
    }

    private static byte[] Step(byte[] bytes, int step)
    {
        byte[] result = [.. bytes];
        for (int i = result.Length - 1; i >= 0; i--)
        {
            result[i] = (byte)(result[i] + step);
            if (result[i] != (step > 0 ? 0 : 255))
            {
                break; // nothing to carry
            }
        }

        return result;
    }

    /// <summary>A line of a list, and the network it stands for.</summary>
    /// <param name="Text">The line.</param>
    /// <param name="Address">An address of the network, not a mapped one.</param>
    /// <param name="Bits">The length of the prefix.</param>
    /// <param name="IsException">Whether its addresses are taken out.</param>
    private sealed record Entry(string Text, IPAddress Address, int Bits, bool IsException)
    {
        public static Entry Create(byte[] bytes, int prefix, bool isException)
        {
            IPAddress written = new(bytes);
            bool isMapped = written.IsIPv4MappedToIPv6;
            return new Entry($"{(isException ? "!" : "")}{written}/{prefix}", isMapped ? written.MapToIPv4() : written, isMapped ? prefix - 96 : prefix, isException);
        }

        public bool Contains(IPAddress address) => address.AddressFamily == Address.AddressFamily && Mask(address.GetAddressBytes(), 0).AsSpan().SequenceEqual(Masked(0));

        public byte[] Masked(byte rest) => Mask(Address.GetAddressBytes(), rest);

        private byte[] Mask(byte[] bytes, byte rest)
        {
            for (int bit = Bits; bit < 8 * bytes.Length; bit++)
            {
                byte mask = (byte)(0x80 >> (bit % 8));
                bytes[bit / 8] = (byte)((bytes[bit / 8] & ~mask) | (rest & mask));
            }

            return bytes;
        }
    }
}
