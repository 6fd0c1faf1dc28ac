using System.Runtime.InteropServices;

namespace StackKit.Coordination;

/// <summary>What a transaction expects of one key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Revision">The revision that its entry must have, or 0 when there must be no entry.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Expectation(string Key, long Revision)
{
    /// <summary>Gets a value indicating whether there must be no entry.</summary>
    public bool IsAbsent => Revision == 0;
}
