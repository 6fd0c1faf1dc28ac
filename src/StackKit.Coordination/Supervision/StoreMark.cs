using System.Runtime.InteropServices;

namespace StackKit.Coordination;

/// <summary>What had been seen of the store when a call to it began.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoreMark(int Generation, long Revision);
