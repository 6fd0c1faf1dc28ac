namespace StackKit.Benchmarks.Harness;

/// <summary>Where every loop leaves its last result, so that no result can be optimised away.</summary>
internal static class Sink
{
    private static object? s_reference;
    private static ulong s_bits;

    public static void Keep(object? reference) => Volatile.Write(ref s_reference, reference);

    public static void Keep(ulong bits) => Volatile.Write(ref s_bits, bits);
}
