using System.Runtime.InteropServices;

namespace StackKit.Coordination;

/// <summary>What a transaction does to one key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value to put, or <see langword="null"/> to delete the entry; deleting what is absent changes nothing.</param>
/// <param name="LeaseId">The lease to put it under, or <see langword="null"/> for none; a put without a lease frees the entry of a former one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Operation(string Key, ReadOnlyMemory<byte>? Value, string? LeaseId)
{
    /// <summary>Gets a value indicating whether the entry is deleted.</summary>
    public bool IsDelete => Value is null;
}
