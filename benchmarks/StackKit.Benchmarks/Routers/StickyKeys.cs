namespace StackKit.Benchmarks.Routers;

/// <summary>User ids to choose by: 1,024 different ones of 36 characters, so that no branch can be learnt from a single key.</summary>
internal static class StickyKeys
{
    public const int Mask = 1_023;

    public static string[] All { get; } = Create(seed: 1, Mask + 1);

    /// <summary>Creates other user ids of the same form.</summary>
    public static string[] Create(int seed, int count)
    {
        Random random = new(seed);
        byte[] bytes = new byte[16];
        string[] keys = new string[count];
        for (int i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            keys[i] = new Guid(bytes).ToString();
        }

        return keys;
    }
}
