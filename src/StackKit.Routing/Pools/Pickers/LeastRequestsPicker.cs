namespace StackKit.Routing;

/// <summary>The least loaded of all; among equals a weighted random one.</summary>
internal sealed class LeastRequestsPicker(Destination[] destinations, double[] shares) : BlindPicker
{
    private const int Draws = 4;

    private readonly AliasTable _table = new(destinations, shares);

    public override Destination Pick()
    {
        ulong random = ThreadRandom.Next();
        Destination best = _table.Pick(random);
        double least = best.Load;
        if (least == 0)
        {
            return best;
        }

        // From a random place, for when all draws below fail.
        int start = (int)((uint)random % (uint)destinations.Length);
        for (int i = 0; i < destinations.Length; i++)
        {
            int place = start + i;
            Destination other = destinations[place < destinations.Length ? place : place - destinations.Length];
            double load = other.Load;
            if (load < least)
            {
                (best, least) = (other, load);
            }
        }

        // The first of several equals would get the requests of every loaded one before it.
        for (int draw = 0; draw < Draws; draw++)
        {
            Destination other = _table.Pick(ThreadRandom.Next());
            if (other.Load <= least)
            {
                return other;
            }
        }

        return best;
    }
}
