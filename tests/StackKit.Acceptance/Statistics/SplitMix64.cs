namespace StackKit.Acceptance.Statistics;

/// <summary>Steele, Lea and Flood's SplitMix64; each run of a simulation has a stream of its own, so results do not depend on threads.</summary>
internal struct SplitMix64(ulong state)
{
    private ulong _state = state;

    public static SplitMix64 ForRun(int seed, int run) => new(Mix(((ulong)(uint)seed << 32) + (uint)run));

    public double NextDouble()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Returns a standard normal number (Box and Muller).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
