using System.Runtime.InteropServices;

namespace StackKit.Coordination.Sqlite;

/// <summary>A change as the log has it.</summary>
/// <param name="Revision">The revision that made it.</param>
/// <param name="Key">The key.</param>
/// <param name="Prior">The revision of the entry before the change, or 0.</param>
/// <param name="Entry">The entry as it is now; its value only if this change wrote it. <see langword="null"/> when there is none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChangeRow(long Revision, string Key, long Prior, Entry? Entry);
