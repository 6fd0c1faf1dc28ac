using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>One key for each of the 65,536 slots of a salt, so that whole assignments can be compared from outside.</summary>
internal sealed class StickyKeys
{
    public const int Slots = 65_536;

    private readonly string[] _keys = new string[Slots];
    private readonly ulong[] _hashes = new ulong[Slots];

    public StickyKeys(string salt)
    {
        Salt = salt;
        Router router = new("keys");
        router.SetSplit(CreateSplit(1));
        int found = 0;
        for (int i = 0; found < Slots; i++)
        {
            string key = $"user-{i}";
            router.TryPick(key, out RouteDecision decision);
            int slot = (int)(decision.KeyHash >> 48);
            if (_keys[slot] is null)
            {
                (_keys[slot], _hashes[slot]) = (key, decision.KeyHash);
                found++;
            }
        }
    }

    public string Salt { get; }

    /// <summary>Gets the hashes of the keys, by slot.</summary>
    public IReadOnlyList<ulong> Hashes => _hashes;

    /// <summary>Creates a split between versions that are named A, B, C and so on.</summary>
    public Split CreateSplit(params double[] weights) =>
        new() { Mode = SplitMode.Sticky, Salt = Salt, Arms = [.. weights.Select((weight, i) => new Arm(((char)('A' + i)).ToString(), weight))] };

    /// <summary>Gets the number of the version of every key.</summary>
    public byte[] Assign(Router router)
    {
        byte[] versions = new byte[Slots];
        for (int slot = 0; slot < Slots; slot++)
        {
            router.TryPick(_keys[slot], out RouteDecision decision);
            versions[slot] = (byte)(decision.Version[0] - 'A');
        }

        return versions;
    }
}
