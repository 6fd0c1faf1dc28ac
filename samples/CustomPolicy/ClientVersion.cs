using System.Globalization;
using System.Runtime.InteropServices;

namespace CustomPolicy;

/// <summary>A version of two numbers. A struct, so that reading it from a header allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClientVersion(int Major, int Minor)
{
    public static bool operator >=(ClientVersion one, ClientVersion other) => one.Major > other.Major || (one.Major == other.Major && one.Minor >= other.Minor);

    public static bool operator <=(ClientVersion one, ClientVersion other) => other >= one;

    public static bool TryParse(ReadOnlySpan<char> text, out ClientVersion version)
    {
        version = default;
        int dot = text.IndexOf('.');
        if (dot < 0
            || !int.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
        {
            return false;
        }

        version = new ClientVersion(major, minor);
        return true;
    }
}
