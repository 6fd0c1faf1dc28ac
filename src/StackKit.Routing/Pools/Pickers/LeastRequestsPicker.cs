namespace StackKit.Routing;

/// <summary>The least loaded of all; among equals the one that was drawn by weight, or the first after a random place.</summary>
internal sealed class LeastRequestsPicker(Destination[] destinations, double[] shares) : BlindPicker
{
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

        // From a random place: always from the first, whoever stands in front would get the requests of all equals.
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

        return best;
    }
}
