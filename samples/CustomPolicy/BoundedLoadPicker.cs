using System.IO.Hashing;
using System.Runtime.InteropServices;
using StackKit.Routing;

namespace CustomPolicy;

/// <summary>Rendezvous hashing among the endpoints that have at most 1.25 times their share of the requests in flight.</summary>
public sealed class BoundedLoadPicker : IPoolPicker
{
    private const double MostOfItsShare = 1.25;

    private readonly PoolMembers _members;
    private readonly ulong[] _hashes;

    public BoundedLoadPicker(PoolMembers members)
    {
        _members = members;
        _hashes = [.. members.Endpoints.Select(static endpoint => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(endpoint.Id.AsSpan())))];
    }

    public int Pick(in RouteContext context)
    {
        // A request without a key gets a key of its own: then the shares are those of the weights.
        ulong key = context.StickyKey.IsEmpty ? (ulong)Random.Shared.NextInt64() : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(context.StickyKey));
        int inFlight = 1;
        for (int i = 0; i < _hashes.Length; i++)
        {
            inFlight += _members.GetInFlight(i);
        }

        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < _hashes.Length; i++)
        {
            double share = _members.Shares[i];
            double score = -Math.Log(Uniform(key, _hashes[i])) / share;
            if (score < least && _members.GetInFlight(i) < Math.Ceiling(inFlight * share * MostOfItsShare))
            {
                (best, least) = (i, score);
            }
        }

        return best;
    }

    /// <summary>Mixes two hashes into a number between 0 and 1 (the finalizer of SplitMix64).</summary>
    private static double Uniform(ulong key, ulong endpoint)
    {
        ulong mixed = (key ^ endpoint) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
