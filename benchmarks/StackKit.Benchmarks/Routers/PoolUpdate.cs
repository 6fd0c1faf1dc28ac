using StackKit.Benchmarks.Harness;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routers;

/// <summary>Gives all endpoints new weights: validation, alias table and publication.</summary>
internal sealed class PoolUpdate : Candidate
{
    private readonly Router _router;
    private readonly Pool[][] _pools;
    private int _turn;

    public PoolUpdate(int endpoints)
        : base($"set a weighted pool of {endpoints}")
    {
        _router = RouterFixtures.CreateRandomPool(endpoints);
        string version = _router.Pools[0].Version;
        _pools = [[RouterFixtures.RandomPool(version, endpoints)], [RouterFixtures.RandomPool(version, endpoints, turn: 1)]];
    }

    public override void Run(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            _router.SetPools(_pools[_turn ^= 1]);
        }

        Sink.Keep(_router.Pools);
    }
}
