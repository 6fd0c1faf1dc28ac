namespace StackKit.Routing.Tests.Sampling;

public sealed class SharesTests
{
    [Fact]
    public void Normalize_ManySmallWeightsBesideALargeOne_KeepsTheShareOfTheLargeOne()
    {
        double[] weights = [10_000, .. Enumerable.Repeat(0.1, 100_000)];

        Fractions.Normalize(weights);

        Assert.Equal(0.5, weights[0], 1e-15);
    }

    [Fact]
    public void AliasTable_LargeColumnsGivenAwayInManyEqualParts_KeepsTheirProbabilities()
    {
        // Not a binary fraction: each of the parts is rounded the same way.
        double[] shares = [0.35, 0.35, .. Enumerable.Repeat(0.3 / 99_998, 99_998)];
        Destination[] destinations = Array.ConvertAll(shares, share => new Destination(null!, null, share));

        AliasTable table = new(destinations, shares);

        int columns = 0;
        UInt128 draws = 0; // a sum of floating point numbers would be rounded as well
        foreach ((Destination first, Destination second, ulong threshold) in table.Columns)
        {
            columns++;
            draws += ReferenceEquals(first, destinations[0]) ? threshold : 0;
            draws += ReferenceEquals(second, destinations[0]) ? (UInt128.One << 64) - threshold : 0;
        }

        Assert.Equal(0.35, (double)draws / Math.Pow(2, 64) / columns, 1e-14);
    }
}
