using System.Globalization;
using System.Runtime.InteropServices;

namespace StackKit.Coordination.Sqlite;

/// <summary>A revision of a store with a certain epoch; what a <see cref="Cursor"/> of this engine says.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StorePosition(string Epoch, long Revision)
{
    public static StorePosition? TryParse(Cursor cursor)
    {
        int colon = cursor.Value.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(cursor.Value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long revision)
            ? new StorePosition(cursor.Value[..colon], revision)
            : null;
    }

    public Cursor ToCursor() => new(string.Create(CultureInfo.InvariantCulture, $"{Epoch}:{Revision}"));
}
