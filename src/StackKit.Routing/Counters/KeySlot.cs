using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>A sticky key and how often its requests failed.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct KeySlot
{
    /// <summary>The hash of the key; 0 while the slot is free.</summary>
    public ulong Key;

    public long Failures;
}
