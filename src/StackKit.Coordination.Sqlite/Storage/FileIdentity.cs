using System.Runtime.InteropServices;

namespace StackKit.Coordination.Sqlite;

/// <summary>Which file it is: its device and its number there. Two files that exist at the same time differ.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileIdentity(ulong Device, ulong Number);
