using Microsoft.Extensions.Time.Testing;

namespace StackKit.Routing.Tests.Pools;

/// <summary>A router with one version, whose pool is what is tried.</summary>
internal static class PoolTesting
{
    public static Router WithPool(Pool pool) => WithPool(pool, new RouterEnvironment());

    public static Router WithPool(Pool pool, RouterEnvironment environment)
    {
        Router router = new("shop", environment);
        router.Apply(new Split { Arms = [new Arm(pool.Version, 1)] }, [pool]);
        return router;
    }

    public static RouterEnvironment At(FakeTimeProvider time) => new() { TimeProvider = time };

    /// <summary>Gets which share of many requests each endpoint gets.</summary>
    public static Dictionary<string, double> SharesOf(Router router, int picks = 20_000)
    {
        ThreadRandom.Reset(17);
        Dictionary<string, double> shares = new(StringComparer.Ordinal);
        for (int i = 0; i < picks; i++)
        {
            string id = router.Pick().Endpoint!.Id;
            shares[id] = shares.GetValueOrDefault(id) + (1.0 / picks);
        }

        return shares;
    }

    public static string Receivers(Router router) => string.Join(' ', SharesOf(router, 2_000).Keys.Order(StringComparer.Ordinal));
}
