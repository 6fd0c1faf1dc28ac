using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>An IP address as a number that sorts like the address; an IPv4-mapped IPv6 address is the IPv4 address.</summary>
/// <param name="Family">0 when there is no address, 4 or 6.</param>
/// <param name="Value">The address; an IPv4 address in the low 32 bits.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AddressKey(byte Family, UInt128 Value)
{
    private static readonly UInt128 MappedPrefix = 0xFFFF;

    public static AddressKey From(IPAddress? address)
    {
        if (address is null)
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out _))
        {
            return default;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new AddressKey(4, BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        UInt128 value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return value >> 32 == MappedPrefix ? new AddressKey(4, (uint)value) : new AddressKey(6, value);
    }
}
