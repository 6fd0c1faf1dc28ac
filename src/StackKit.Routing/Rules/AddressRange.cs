using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>A network as the range of its addresses, both ends inclusive.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AddressRange(byte Family, UInt128 First, UInt128 Last)
{
    /// <summary>Reads a network in CIDR notation or a single address; bits after the prefix are ignored.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AddressRange range)
    {
        range = default;
        if (text is null)
        {
            return false;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string addressText = slash < 0 ? text : text[..slash];
        if (!TryParseAddress(addressText, out IPAddress? address))
        {
            return false;
        }

        AddressKey key = AddressKey.From(address);
        int writtenBits = addressText.Contains(':', StringComparison.Ordinal) ? 128 : 32;
        int prefix = writtenBits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > writtenBits))
        {
            return false;
        }

        int bits = key.Family == 4 ? 32 : 128;
        prefix -= writtenBits - bits; // an IPv4-mapped network is the IPv4 network
        if (prefix < 0)
        {
            return false;
        }

        UInt128 hosts = prefix == 0 && bits == 128 ? UInt128.MaxValue : (UInt128.One << (bits - prefix)) - 1;
        range = new AddressRange(key.Family, key.Value & ~hosts, key.Value | hosts);
        return true;
    }

    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        // The framework also reads "10.1" and "0x0a000001", which nobody means in a list of networks; a scope id has no meaning here.
        address = null;
        if (text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal))
        {
            return false;
        }

        bool isIPv6 = text.Contains(':', StringComparison.Ordinal);
        return (isIPv6 || IsDottedQuad(text)) && IPAddress.TryParse(text, out address);
    }

    private static bool IsDottedQuad(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length == 4 && Array.TrueForAll(parts, part => part.Length is >= 1 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));
    }
}
