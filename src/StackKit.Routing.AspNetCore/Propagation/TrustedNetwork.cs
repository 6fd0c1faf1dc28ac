using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StackKit.Routing.AspNetCore;

/// <summary>Reads networks that are to be trusted.</summary>
internal static class TrustedNetwork
{
    /// <summary>Reads an address or a network in CIDR notation. Strict: what could mean another network than its author thinks is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IPNetwork network)
    {
        network = default;
        int slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        ReadOnlySpan<char> addressText = slash < 0 ? text : text.AsSpan(0, slash);
        if (addressText.ContainsAny('%', '[') || !IPAddress.TryParse(addressText, out IPAddress? address))
        {
            return false;
        }

        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        if (isIPv4 && !addressText.SequenceEqual(address.ToString()))
        {
            return false; // the framework also reads "10.1" and, as octal, "010.0.0.1"
        }

        int bits = isIPv4 ? 32 : 128;
        int prefix = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4(); // which contains the mapped addresses as well
            prefix -= 96;
        }

        // The framework ignores bits behind the prefix, of which one cannot know whether the bits or the prefix are meant.
        return prefix > 0 && IPNetwork.TryParse(string.Create(CultureInfo.InvariantCulture, $"{address}/{prefix}"), out network) && network.BaseAddress.Equals(address);
    }
}
